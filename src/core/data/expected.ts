import type { Recipe } from '../recipe/schema';
import { timesShown } from '../hand/imitations';
import { replayCount } from './replay';

/**
 * How many examples an epoch will have of a training set of `available`, without looking at it: exact but for label maps that
 * leave labels out, whose shares are taken as equal. Ones that `chooseExamples` would refuse count as all there are.
 */
export function trainedExamples(
  {
    validation,
    labelMap,
    subset,
    transfer,
  }: Pick<Recipe, 'validation' | 'labelMap' | 'subset' | 'transfer'>,
  available: number,
  labels: number,
): number {
  const kept = labelMap === null ? labels : labelMap.map.filter((target) => target !== null).length;
  const classes =
    labelMap === null ? labels : new Set(labelMap.map.filter((target) => target !== null)).size;
  const left = Math.round(((available - (validation?.count ?? 0)) * kept) / labels);
  const most = Math.max(1, left);
  const wanted =
    subset.type === 'all' ? most : subset.count * (subset.type === 'perClass' ? classes : 1);
  const own = Math.min(most, wanted);
  const imitate = transfer?.imitate ?? 0;
  const fresh = own * timesShown(own, imitate) + imitate;
  return fresh + replayCount(fresh, transfer?.replay ?? 0);
}
