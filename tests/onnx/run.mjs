// Runs models in onnxruntime-web. Each argument is a folder with model.onnx and feeds.json, the inputs; outputs.json is written beside them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-web";

ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

const made = {
  float32: data => Float32Array.from(data, Number),
  float64: data => Float64Array.from(data, Number), // "NaN" is a text in JSON
  uint8: data => Uint8Array.from(data),
  int64: data => BigInt64Array.from(data, BigInt),
  string: data => data,
};

async function run(folder) {
  const session = await ort.InferenceSession.create(readFileSync(join(folder, "model.onnx")));
  const feeds = JSON.parse(readFileSync(join(folder, "feeds.json"), "utf8"));
  const inputs = Object.fromEntries(Object.entries(feeds).map(([name, { type, dims, data }]) => [name, new ort.Tensor(type, made[type](data), dims)]));
  const outputs = await session.run(inputs);
  const shown = Object.fromEntries(session.outputNames.map(name => [name, Array.from(outputs[name].data)]));
  writeFileSync(join(folder, "outputs.json"), JSON.stringify(shown));
}

for (const folder of process.argv.slice(2)) {
  try {
    await run(folder);
  } catch (error) {
    console.error(`${folder}: ${error.message}`);
    process.exitCode = 1;
  }
}
