import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  learningRateAt,
  scheduleSchema,
  type ScheduleSettings,
} from '../../../src/core/recipe/schedules';

const settings = (given: object): ScheduleSettings => scheduleSchema.parse(given);

/** The rates of every step. */
function rates(given: object, baseRate: number, totalSteps: number, stepsPerEpoch: number) {
  return Array.from({ length: totalSteps }, (_, step) =>
    learningRateAt(settings(given), baseRate, { step, totalSteps, stepsPerEpoch }),
  );
}

describe('the learning rate', () => {
  it('stays what it is by a constant schedule', () => {
    expect(rates({ type: 'constant' }, 0.01, 4, 2)).toEqual([0.01, 0.01, 0.01, 0.01]);
  });

  it('falls by the factor after every so many epochs, as by StepLR', () => {
    const falling = rates({ type: 'step', everyEpochs: 2, factor: 0.5 }, 0.8, 12, 2);
    expect(falling).toEqual([0.8, 0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.2]);
  });

  it('falls along a cosine as in the training by PyTorch that is kept as a reference', () => {
    const file = 'test/fixtures/reference/gelu-adamw-schedule.json';
    const { schedule } = JSON.parse(readFileSync(file, 'utf8')) as { schedule: number[] };
    const ours = rates({ type: 'cosine' }, 0.002, schedule.length, 16);
    // The file gives nine decimals.
    ours.forEach((rate, step) => {
      expect(Math.abs(rate - schedule[step]!)).toBeLessThan(6e-10);
    });
  });

  it('falls along a cosine to its final share, as by CosineAnnealingLR', () => {
    // η_min + (η − η_min)(1 + cos(πt/5))/2 with η = 1, η_min = 0.1; cos 36° = (1 + √5)/4.
    const golden = (1 + Math.sqrt(5)) / 4;
    const low = (Math.sqrt(5) - 1) / 4;
    const expected = [1, golden, low, -low, -golden].map((cos) => 0.1 + (0.9 * (1 + cos)) / 2);
    expected[0] = 1;
    rates({ type: 'cosine', finalFactor: 0.1 }, 1, 5, 5).forEach((rate, step) => {
      expect(rate).toBeCloseTo(expected[step]!, 14);
    });
  });

  it('falls along a line, as by LinearLR', () => {
    const falling = rates({ type: 'linear', finalFactor: 0.2 }, 0.5, 4, 4);
    [0.5, 0.4, 0.3, 0.2].forEach((rate, step) => {
      expect(falling[step]).toBeCloseTo(rate, 15);
    });
  });

  it('climbs evenly during the warm-up, and then the schedule begins at its first step', () => {
    const warm = rates({ type: 'linear', warmupEpochs: 1.5 }, 1, 7, 2);
    [1 / 4, 2 / 4, 3 / 4, 1, 3 / 4, 2 / 4, 1 / 4].forEach((rate, step) => {
      expect(warm[step]).toBeCloseTo(rate, 15);
    });
    const steps = rates({ type: 'step', everyEpochs: 1, warmupEpochs: 1 }, 1, 6, 2);
    [1 / 3, 2 / 3, 1, 1, 0.1, 0.1].forEach((rate, step) => {
      expect(steps[step]).toBeCloseTo(rate, 15);
    });
  });

  const anySettings: fc.Arbitrary<ScheduleSettings> = fc
    .record({
      type: fc.constantFrom('constant', 'step', 'cosine', 'linear'),
      warmupEpochs: fc.double({ min: 0, max: 12, noNaN: true }),
    })
    .map(settings);

  it('is above 0 and never above the recipe’s, whatever the schedule, also when the warm-up outlasts the training', () => {
    fc.assert(
      fc.property(
        anySettings,
        fc.double({ min: 1e-6, max: 10, noNaN: true }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 40 }),
        (schedule, rate, epochs, stepsPerEpoch) => {
          const all = rates(schedule, rate, epochs * stepsPerEpoch, stepsPerEpoch);
          for (const one of all) {
            expect(one).toBeGreaterThan(0);
            expect(one).toBeLessThanOrEqual(rate);
          }
        },
      ),
    );
  });

  it('keeps its shape when the recipe’s rate changes', () => {
    fc.assert(
      fc.property(anySettings, fc.integer({ min: 1, max: 40 }), (schedule, total) => {
        const once = rates(schedule, 0.25, total, 4);
        const twice = rates(schedule, 0.5, total, 4);
        expect(twice).toEqual(once.map((rate) => 2 * rate));
      }),
    );
  });
});

describe('a schedule’s settings', () => {
  it('have defaults, and know no other fields', () => {
    expect(settings({ type: 'step' })).toEqual({
      type: 'step',
      everyEpochs: 10,
      factor: 0.1,
      warmupEpochs: 0,
    });
    expect(scheduleSchema.safeParse({ type: 'constant', factor: 0.5 }).success).toBe(false);
    expect(scheduleSchema.safeParse({ type: 'exponential' }).success).toBe(false);
  });
});
