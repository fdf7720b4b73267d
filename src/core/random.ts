import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * What random numbers are used for; the number goes into the stream's seed, so that no two uses share a stream. Never change
 * one: runs are repeated and resumed by them.
 */
const uses = {
  initialization: 1,
  order: 2,
  dropout: 3,
  validation: 4,
  subset: 5,
  replay: 6,
  distortion: 7,
  corruption: 8,
  pretrainingOrder: 9,
  testPart: 16,
  imitation: 20,
  map: 24,
} as const;
export type RandomUse = keyof typeof uses;

const MASK = (1n << 64n) - 1n;
/** 2⁶⁴ / golden ratio, odd: SplitMix64's step (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators"). */
const STEP = 0x9e3779b97f4a7c15n;

/** SplitMix64's finaliser (Stafford's "mix13"): a bijection of 64-bit numbers in which every bit of the input moves every bit of the output. */
function mix(value: bigint): bigint {
  let z = value;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

/**
 * A fresh xoroshiro128+ generator that depends on nothing but its arguments. `seed` is the recipe's; `index` is an epoch, a
 * layer or a class: any whole number from 0 to 2⁵³ − 1.
 *
 * The generator's own seeding leaves its first numbers a linear function of the seed, so that seeds 1 and 2 begin alike; its
 * authors recommend to fill the state by SplitMix64 (Blackman & Vigna 2021), which is done here with (use, seed, index) mixed
 * in one after the other. Two streams would share a state with probability 2⁻⁶⁴.
 */
export function randomStream(use: RandomUse, seed: number, index: number): RandomGenerator {
  let hash = 0n;
  for (const part of [uses[use], seed, index]) hash = mix((hash + STEP + BigInt(part)) & MASK);
  const words: number[] = [];
  for (let i = 0; i < 2; i++) {
    hash = (hash + STEP) & MASK;
    const word = mix(hash);
    words.push(Number(BigInt.asIntN(32, word >> 32n)), Number(BigInt.asIntN(32, word)));
  }
  return xoroshiro128plusFromState(words);
}
