import type { Page } from "playwright";

/** Something that can be seen: an element of the page, with a text in it where that matters. */
export interface Sight {
  readonly selector: string;
  /** Contained in the element's text. */
  readonly text?: string;
}

interface InPage {
  /** Milliseconds from the next input, or from the start of the page, to the end of the frame that shows all of the sights. */
  until(sights: readonly Sight[], from: "input" | "start"): Promise<number>;
  /** Lengths of the frames until it is told to stop. */
  frames(): { stop(): readonly number[] };
}

declare global {
  interface Window {
    stopwatch: InPage;
  }
}

/** Puts the stopwatch into every page before anything of the page itself runs. */
export async function putStopwatch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const isSeen = ({ selector, text }: Sight): boolean => {
      const element = document.querySelector(selector);
      return element !== null && (text === undefined || (element.textContent ?? "").includes(text));
    };
    const shown = (sights: readonly Sight[]) =>
      new Promise<number>((resolve, reject) => {
        const started = performance.now();
        const look = () => {
          if (performance.now() - started > 30_000) {
            const missing = sights.filter((sight) => !isSeen(sight));
            reject(new Error(`At ${window.location.hash} this was never seen: ${JSON.stringify(missing)}`));
            return;
          }
          if (!sights.every(isSeen)) {
            requestAnimationFrame(look);
            return;
          }
          // A message comes after the frame that this callback belongs to has been made.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now());
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      });
    const nextInput = () =>
      new Promise<number>((resolve) => {
        const hear = (event: Event) => {
          for (const type of ["keydown", "pointerdown"]) window.removeEventListener(type, hear, true);
          resolve(event.timeStamp);
        };
        for (const type of ["keydown", "pointerdown"]) window.addEventListener(type, hear, true);
      });
    window.stopwatch = {
      async until(sights, from) {
        const started = from === "start" ? 0 : await nextInput();
        return (await shown(sights)) - started;
      },
      frames() {
        const lengths: number[] = [];
        let before: number | undefined;
        let running = true;
        const tick = (now: number) => {
          if (before !== undefined) lengths.push(now - before);
          before = now;
          if (running) requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
        return {
          stop() {
            running = false;
            return lengths;
          },
        };
      },
    };
  });
}

/** Does something to the page and measures how long it takes until its answer is on the screen, in milliseconds. */
export async function answerTime(page: Page, act: () => Promise<unknown>, sights: readonly Sight[]): Promise<number> {
  // Held by the page; asking for the promise itself would wait for it before the input is made.
  const running = await page.evaluateHandle((wanted) => ({ time: window.stopwatch.until(wanted, "input") }), sights);
  await act();
  const time = await running.evaluate((held) => held.time);
  await running.dispose();
  return time;
}

/** Milliseconds from the start of the page's load until the sights are on the screen. */
export function loadTime(page: Page, sights: readonly Sight[]): Promise<number> {
  return page.evaluate((wanted) => window.stopwatch.until(wanted, "start"), sights);
}

/** Lengths in milliseconds of all frames while something is done. */
export async function frameTimes(page: Page, act: () => Promise<unknown>): Promise<readonly number[]> {
  const running = await page.evaluateHandle(() => window.stopwatch.frames());
  await act();
  const times = await running.evaluate((held) => held.stop());
  await running.dispose();
  return times;
}
