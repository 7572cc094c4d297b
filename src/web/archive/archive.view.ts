import { head, paths, type Examples, type PageView, type Path } from '../shell/index.js';

/** Asks before everything of a programme goes out. */
export interface ArchivePage extends PageView {
  file: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'archive/archive': ArchivePage;
  }
}

export const archivePage = (programme: { id: string; name: string }): ArchivePage => ({
  head: head('Export the programme', {
    lead: 'One ZIP file holds everything of this programme, also what is not for publication.',
    back: { text: 'Set-up', href: paths.setUp(programme.id) },
    programme: programme.name,
    caption: programme.name,
  }),
  file: paths.archiveFile(programme.id),
});

export const examples = {
  'archive/archive': {
    usual: archivePage({
      id: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10',
      name: 'Children’s services improvement programme',
    }),
  },
} satisfies Examples;
