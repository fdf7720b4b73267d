import type { Calibration } from '../metrics/calibration';
import type { RunEnvironment, RunId, RunStatus } from '../metrics/run';
import type { Evaluation } from '../metrics/types';
import type { Recipe } from '../recipe/schema';

/** All that a model card says; what a file does not know of its training is null. */
export interface CardFacts {
  readonly name: string;
  /** Run it comes from; a file names it only if Inkling wrote it. */
  readonly run: RunId | null;
  /** The file the card is about; null of a run. */
  readonly file: CardFile | null;
  /** Weights and biases. */
  readonly parameters: number;
  /** [K] */
  readonly classNames: readonly string[];
  readonly recipe: Recipe | null;
  /** Of the training set's images and labels, in hex; null where it is not known. */
  readonly dataSha256: string | null;
  readonly training: CardTraining | null;
  readonly test: CardTest;
  /** This recipe's finished runs in the library on the same data, one a seed, by seed; empty where there is no second one. */
  readonly seeds: readonly CardSeed[];
  /** Version of the Inkling that trained it. */
  readonly appVersion: string | null;
}

interface CardFile {
  /** Without its folder. */
  readonly name: string;
  readonly bytes: number;
  /** Of the file, in hex. */
  readonly sha256: string;
  /** Program that wrote it; '' where the file does not say. */
  readonly producer: string;
  readonly opset: number;
}

/** Of a run: how it went and on what. */
interface CardTraining {
  readonly status: RunStatus;
  /** Finished. */
  readonly epochs: number;
  readonly seconds: number;
  readonly environment: RunEnvironment;
}

interface CardSeed {
  readonly seed: number;
  /** On the test set, 0–1. */
  readonly accuracy: number;
}

interface CardTest {
  readonly evaluation: Evaluation;
  readonly calibration: Calibration;
  /** Of the test set's images and labels as they were read, in hex. */
  readonly sha256: string;
  /** How often this library has looked at the test set, for this card included. */
  readonly looks: number;
}
