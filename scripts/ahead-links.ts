import type { Plugin, Rolldown } from "vite";

/** The one module that everything else of the page hangs on; the entry itself only sets something up before it. */
const START = /\/app\/start\.tsx$/u;
/** The fonts that every screen shows. */
const FONTS = /\/(?:inter|jetbrains-mono)-latin-wght-normal-[^/]*\.woff2$/u;

/** Names in the page itself what its entry will ask for, so that the browser fetches all of it at once. */
export function aheadLinks(): Plugin {
  return {
    name: "ahead-links",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const start = chunks.find(({ facadeModuleId }) => facadeModuleId !== null && START.test(facadeModuleId));
        if (start === undefined) throw new Error("The page has no chunk for app/start.tsx.");
        const fonts = Object.keys(bundle).filter((file) => FONTS.test(`/${file}`));
        return [
          ...[...withImports(start, bundle)].map((file) =>
            link({ rel: "modulepreload", crossorigin: true, href: file }),
          ),
          ...fonts.map((file) =>
            link({ rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: file }),
          ),
        ];
      },
    },
  };
}

function withImports(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  found: Set<string> = new Set(),
): Set<string> {
  if (found.has(chunk.fileName)) return found;
  found.add(chunk.fileName);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === "chunk") withImports(imported, bundle, found);
  }
  return found;
}

function link(attributes: { readonly rel: string; readonly href: string } & Record<string, string | boolean>) {
  return { tag: "link", attrs: { ...attributes, href: `./${attributes.href}` }, injectTo: "head" as const };
}
