import {
  distortionSchema,
  distorts,
  type DistortionSettings,
} from '../../core/distortion/settings';

/** A knob: where it stands in the settings, its range and its step. */
interface Knob {
  readonly read: (settings: DistortionSettings) => number;
  readonly write: (settings: DistortionSettings, value: number) => DistortionSettings;
  readonly most: number;
  readonly least: number;
  readonly step: number;
}

type Plain = 'translatePixels' | 'rotateDegrees' | 'scalePercent' | 'shearPercent' | 'noise';

function plain(name: Plain, most: number, step: number): Knob {
  return {
    read: (settings) => settings[name],
    write: (settings, value) => ({ ...settings, [name]: value }),
    least: 0,
    most,
    step,
  };
}

function elastic(name: 'alpha' | 'sigma', least: number, most: number, step: number): Knob {
  return {
    read: (settings) => settings.elastic[name],
    write: (settings, value) => ({ ...settings, elastic: { ...settings.elastic, [name]: value } }),
    least,
    most,
    step,
  };
}

/** Ranges are those in which a digit stays one; a recipe's file may go further. */
export const distortionKnobs = {
  translatePixels: plain('translatePixels', 6, 0.5),
  rotateDegrees: plain('rotateDegrees', 45, 1),
  scalePercent: plain('scalePercent', 40, 1),
  shearPercent: plain('shearPercent', 40, 1),
  alpha: elastic('alpha', 0, 80, 1),
  sigma: elastic('sigma', 2, 12, 0.5),
  noise: plain('noise', 96, 1),
  probability: {
    read: ({ erase }) => Math.round(100 * erase.probability),
    write: (settings, value) => ({
      ...settings,
      erase: { ...settings.erase, probability: value / 100 },
    }),
    least: 0,
    most: 100,
    step: 1,
  },
  side: {
    read: ({ erase }) => erase.side,
    write: (settings, value) => ({ ...settings, erase: { ...settings.erase, side: value } }),
    least: 1,
    most: 16,
    step: 1,
  },
} as const satisfies Record<string, Knob>;
export type DistortionKnob = keyof typeof distortionKnobs;

/** Simard, Steinkraus & Platt 2003 and Cireşan et al. 2010, for 28 × 28: what the preset with distortions trains with, too. */
const usual: DistortionSettings = distortionSchema.parse({
  translatePixels: 1,
  rotateDegrees: 10,
  scalePercent: 10,
  shearPercent: 10,
  elastic: { alpha: 34, sigma: 5 },
});

/** Distortions being tried out on one digit. */
export class Distortions {
  settings = $state.raw<DistortionSettings>(usual);
  /** Decides which of all variants are shown. */
  seed = $state(1);
  readonly any = $derived(distorts(this.settings));

  change(knob: DistortionKnob, value: number): void {
    this.settings = distortionKnobs[knob].write(this.settings, value);
  }

  reset(to: 'usual' | 'none'): void {
    this.settings = to === 'usual' ? usual : distortionSchema.parse({});
  }
}
