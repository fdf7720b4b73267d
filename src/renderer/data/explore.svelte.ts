import type { Bridge } from '../../contract/client';
import type { DigitMap } from '../../core/data/map';
import type { CountedReadings } from '../../core/data/readings';
import type { DataStatistics } from '../../core/data/statistics';
import { Question } from './question.svelte';

interface OfDataset {
  readonly dataset: string;
}
interface OfModel extends OfDataset {
  readonly model: string;
}
export interface MapArgs extends OfDataset {
  /** Whose last hidden layer tells digits apart; null: their pixels do. */
  readonly model: string | null;
  readonly sample: number;
  readonly seed: number;
}

/** What can be asked about a data set as a whole: a worker answers, and the window goes on meanwhile. */
export class Explore {
  readonly readings: Question<OfModel, CountedReadings>;
  readonly statistics: Question<OfDataset, DataStatistics>;
  readonly map: Question<MapArgs, DigitMap>;

  constructor(bridge: Bridge) {
    this.readings = new Question(bridge, (task, args) =>
      bridge.invoke('explore.readings', { task, ...args }),
    );
    this.statistics = new Question(bridge, (task, args) =>
      bridge.invoke('explore.statistics', { task, ...args }),
    );
    this.map = new Question(bridge, (task, args) =>
      bridge.invoke('explore.map', { task, ...args }),
    );
  }
}
