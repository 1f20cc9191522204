import { observeElementRect, type Rect, type Virtualizer } from "@tanstack/react-virtual";

const sizes = new Map<string, Rect>();

/**
 * How large a list is taken to be until the page has been laid out: as large as it was last. Its rows are then there at once, not only
 * when a layout without them has said how many fit.
 *
 * @param name of the list, for the next time
 * @returns options of a virtualizer
 */
export function listSize(name: string) {
  return {
    initialRect: sizes.get(name) ?? { width: window.innerWidth, height: window.innerHeight },
    observeElementRect<List extends Element, Row extends Element>(
      virtualizer: Virtualizer<List, Row>,
      tell: (rect: Rect) => void,
    ) {
      return observeElementRect(virtualizer, (rect) => {
        sizes.set(name, rect);
        tell(rect);
      });
    },
  };
}
