// The article's recipe by tfjs-node's own `model.fit`. Usage: node train-tfjs.mjs MNIST EPOCHS SEED
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';

// tfjs-node 4.22 calls it; Node 23 removed it.
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node');

const [folder, epochs, seed] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const PIXELS = 784;
const tell = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

function mnist(split) {
  const read = (name, header) => fs.readFileSync(path.join(folder, name)).subarray(header);
  const pixels = read(`${split}-images-idx3-ubyte`, 16);
  const table = Float32Array.from({ length: 256 }, (_, p) => (p / 255 - 0.5) / 0.5);
  const inputs = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) inputs[i] = table[pixels[i]];
  const labels = Float32Array.from(read(`${split}-labels-idx1-ubyte`, 8));
  return { images: tf.tensor2d(inputs, [labels.length, PIXELS]), labels: tf.tensor1d(labels) };
}

/** Weights and biases uniform in ±1/√inputs. */
function dense(inputs, units, activation, layerSeed) {
  const bound = inputs ** -0.5;
  const uniform = (offset) =>
    tf.initializers.randomUniform({ minval: -bound, maxval: bound, seed: layerSeed + offset });
  return tf.layers.dense({
    inputShape: [inputs],
    units,
    activation,
    kernelInitializer: uniform(0),
    biasInitializer: uniform(1),
  });
}

const train = mnist('train');
const model = tf.sequential({
  layers: [dense(PIXELS, 128, 'relu', 10 * seed), dense(128, 10, 'softmax', 10 * seed + 2)],
});
model.compile({
  optimizer: tf.train.momentum(0.01, 0.9),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
});
let began = 0;
await model.fit(train.images, train.labels, {
  batchSize: 64,
  epochs,
  shuffle: true,
  verbose: 0,
  callbacks: {
    onEpochBegin: () => {
      began = performance.now();
    },
    onEpochEnd: () => {
      const seconds = (performance.now() - began) / 1000;
      tell({ event: 'epoch', seconds, finishedAt: Date.now() });
    },
  },
});
const test = mnist('t10k');
const right = tf.tidy(() =>
  model.predict(test.images).argMax(1).equal(test.labels.toInt()).sum().dataSync(),
)[0];
const version = `tfjs-node ${tf.version['tfjs-node']}`;
tell({ event: 'done', testAccuracy: right / test.labels.size, version });
