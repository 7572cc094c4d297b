/**
 * A page that tries to reach this machine's loopback in every way known to us, and servers that count who comes.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';

export interface ProbeServers {
  http: number;
  tcp: number;
  udp: number;
  /** Paths asked for over HTTP. */
  paths: Set<string>;
  /** Datagrams received. */
  datagrams: () => number;
  /** Connections to the port that speaks no HTTP. */
  connections: () => number;
  close(): Promise<void>;
}

export async function startProbeServers(): Promise<ProbeServers> {
  const paths = new Set<string>();
  let connections = 0;
  let datagrams = 0;
  const http = createHttpServer((request, response) => {
    paths.add(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('hello');
  });
  const tcp = createTcpServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  const udp = createSocket('udp4', () => (datagrams += 1));
  http.listen(0, '127.0.0.1');
  tcp.listen(0, '127.0.0.1');
  udp.bind(0, '127.0.0.1');
  await Promise.all([once(http, 'listening'), once(tcp, 'listening'), once(udp, 'listening')]);
  return {
    http: (http.address() as AddressInfo).port,
    tcp: (tcp.address() as AddressInfo).port,
    udp: udp.address().port,
    paths,
    connections: () => connections,
    datagrams: () => datagrams,
    close: async () => {
      http.closeAllConnections();
      await Promise.all([
        new Promise((done) => http.close(done)),
        new Promise((done) => tcp.close(done)),
        new Promise<void>((done) => udp.close(done)),
      ]);
    },
  };
}

/** @returns what goes into the head and into the body; each vector asks for a path of its own. */
export function fetchVectors({ http, tcp, udp }: Pick<ProbeServers, 'http' | 'tcp' | 'udp'>): {
  head: string;
  body: string;
  count: number;
} {
  const at = (path: string): string => `http://127.0.0.1:${http}/${path}`;
  const head = [
    `<base href="${at('base/')}">`,
    `<link rel="stylesheet" href="${at('stylesheet')}">`,
    `<link rel="prefetch" href="${at('prefetch')}">`,
    `<link rel="preload" as="image" href="${at('preload')}">`,
    `<link rel="modulepreload" href="${at('modulepreload')}">`,
    `<link rel="prerender" href="${at('prerender')}">`,
    `<link rel="preconnect" href="http://127.0.0.1:${tcp}">`,
    `<link rel="dns-prefetch" href="http://localhost:${tcp}">`,
    `<link rel="icon" href="${at('icon')}">`,
    `<link rel="manifest" href="${at('manifest')}">`,
    `<style>@import url("${at('import')}"); .probe { background: url("${at('background')}"); list-style-image: url("${at('list')}"); cursor: url("${at('cursor')}"), auto }
      .probe::before { content: url("${at('content')}") } @font-face { font-family: Probe; src: url("${at('font')}") } .face { font-family: Probe } body { display: block !important }</style>`,
    `<script src="${at('script')}"></script>`,
    `<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${at('speculation')}"]}]}</script>`,
  ];
  const body = [
    `<img src="${at('img')}" alt="">`,
    `<img src="relative-to-base" alt="">`,
    `<img srcset="${at('srcset')} 1x" alt="">`,
    `<picture><source srcset="${at('picture')}"><img alt=""></picture>`,
    `<iframe src="${at('iframe')}"></iframe>`,
    `<iframe src="file:///etc/passwd"></iframe>`,
    `<iframe srcdoc="&lt;img src='${at('srcdoc')}'&gt;"></iframe>`,
    `<object data="${at('object')}"></object>`,
    `<embed src="${at('embed')}">`,
    `<video src="${at('video')}" poster="${at('poster')}" autoplay></video>`,
    `<audio src="${at('audio')}" autoplay></audio>`,
    `<video><track default src="${at('track')}"></video>`,
    `<svg><use href="${at('use')}#a"/><image href="${at('svg-image')}"/><script href="${at('svg-script')}"/></svg>`,
    `<input type="image" src="${at('input')}" alt="">`,
    `<form action="${at('form')}" id="form"><input autofocus onfocus="form.submit()"></form>`,
    `<a href="${at('link')}" ping="${at('ping')}">link</a>`,
    `<div class="probe face">probe</div><table background="${at('table')}"><tr><td>cell</td></tr></table>`,
    `<img src="data:image/png;base64,AA" onerror="fetch('${at('onerror')}')" alt="">`,
    `<script>
      fetch('${at('fetch')}'); navigator.sendBeacon('${at('beacon')}'); new EventSource('${at('events')}'); new Image().src = '${at('script-image')}';
      new WebSocket('ws://127.0.0.1:${tcp}/'); new Worker(URL.createObjectURL(new Blob(["fetch('${at('worker')}')"])));
    </script>`,
    datagramVector({ udp }),
  ];
  const all = head.join('\n') + body.join('\n');
  return {
    head: head.join('\n'),
    body: body.join('\n'),
    count: new Set([...all.matchAll(/127\.0\.0\.1:\d+\/?([\w-]*)/g)].map(([address]) => address)).size,
  };
}

/** WebRTC asks a server for its own address, by UDP; alone, because a page that another vector leads away asks nobody any more. */
export function datagramVector({ udp }: Pick<ProbeServers, 'udp'>): string {
  return `<script>
      const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${udp}' }] });
      peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    </script>`;
}
