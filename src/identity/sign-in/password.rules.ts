import type { ProblemIssue } from '../../platform/index.js';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/**
 * The commonest passwords that are long enough to pass the length rule, letters only or with the usual endings: what leaked
 * lists hold most often above twelve characters. Compared without case, and without anything that is not a letter or digit.
 */
const COMMONEST = new Set(
  `123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 123456789123 123123123123 12341234123412
   112233445566 111222333444 987654321987 098765432109 147258369147 159753159753 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc
   1qaz2wsx3edc4rfv qwertyuiopas qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiop12345 qwertyuiop1234567890 qwerty123456
   qwerty1234567 qwerty12345678 qwerty123456789 qwertyqwerty qwertyqwerty1 qwertyasdfgh qwertyasdfghzxcvbn asdfghjkl123
   asdfghjkl1234 asdfghjklqwerty asdfasdfasdf zaq12wsxcde3 zaq1xsw2cde3 q1w2e3r4t5y6 q1w2e3r4t5y6u7 abcdefghijkl
   abcdefghijklm abcdefghijklmnop abcdef123456 abcd12345678 abc123abc123 abcabcabcabc a1b2c3d4e5f6 a123456789012 aa1234567890
   password1234 password12345 password123456 password1234567 password12345678 password123456789 password2019 password2020
   password2021 password2022 password2023 password2024 password2025 password2026 passwordpassword password1password
   passw0rd1234 passw0rd12345 p4ssw0rd1234 mypassword123 mypassword1234 newpassword1 newpassword123 changemenow1 changeme1234
   changeme12345 changeme123456 letmein12345 letmein123456 letmeinletmein letmeinplease welcome12345 welcome123456
   welcomewelcome welcome2024 welcome2025 welcome2026 administrator administrator1 administrator123 administrator1234
   admin1234567 admin12345678 admin123456789 adminadmin12 adminadmin123 adminadminadmin testtesttest testing12345 testing123456
   iloveyou1234 iloveyou12345 iloveyou123456 iloveyousomuch iloveyouforever iloveyoubaby iloveyou1314 monkey123456
   dragon123456 football1234 football12345 baseball1234 liverpool123 liverpool1234 manchester1 manchester123 chelsea12345
   arsenal12345 everton12345 sunshine1234 sunshine12345 princess1234 princess12345 superman1234 batman123456 pokemon12345
   starwars1234 charlie12345 michael12345 jennifer1234 jordan123456 ashley123456 summer202412 spring202412 winter202412
   autumn202412 secret123456 secretsecret unknown12345 computer1234 internet1234 whatever1234 trustno1trustno1 correcthorsebatterystaple
   thisisapassword thisismypassword nothing12345 blink182blink highlightreport highlightreport1 highlightreports
   highlightreports1 council12345 council123456 councilcouncil`.split(/\s+/),
);

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * What is wrong with a new password, or nothing. There is no rule about kinds of characters: length is what counts.
 * @param path the path of the password in the request.
 */
export function passwordIssues(password: string, email: string, path: string): ProblemIssue[] {
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN)
    return [
      {
        path,
        message: `A password has at least ${PASSWORD_MIN} characters; 15 or more are better, such as four words.`,
      },
    ];
  if (length > PASSWORD_MAX) return [{ path, message: `A password has at most ${PASSWORD_MAX} characters.` }];
  const text = plain(password);
  const [mailbox = ''] = email.split('@');
  if (
    text === plain(email) ||
    (plain(mailbox).length >= 4 && text.replace(/\d+$/, '') === plain(mailbox).replace(/\d+$/, ''))
  )
    return [{ path, message: 'The password must not be the e-mail address.' }];
  if (COMMONEST.has(text) || COMMONEST.has(text.replace(/\d+$/, '')) || new Set(password).size < 5)
    return [{ path, message: 'This password is among the first that anybody would guess. Choose another.' }];
  return [];
}
