import type { Pod } from '../kinds/pod.js';

/** What every thing of a pod or port map inherits from it. */
export type Life = Pick<Pod, 'status' | 'availableFrom' | 'retiredFrom'>;

export function lifeOf({ status, availableFrom, retiredFrom }: Life): Life {
  return {
    ...(status === undefined ? {} : { status }),
    ...(availableFrom === undefined ? {} : { availableFrom }),
    ...(retiredFrom === undefined ? {} : { retiredFrom }),
  };
}
