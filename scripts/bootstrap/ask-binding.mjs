/** Child of binding.mjs: loads the binding named by the first argument and says in JSON which TensorFlow and device it uses. */
const loaded = { exports: {} };
process.dlopen(loaded, process.argv[2]);
const binding = loaded.exports;
process.stdout.write(JSON.stringify({ tensorflow: binding.TF_Version, isGpu: Boolean(binding.isUsingGpuDevice()) }));
