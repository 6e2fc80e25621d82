using System.IO.Compression;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Numpy;
using Surefoot.Training.Exchange;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Onnx;

namespace Surefoot.Training.Tests.Formats;

/// <summary>What Python makes of our files, and what ours makes of them again.</summary>
public sealed class PythonTests : IDisposable
{
    static readonly ModelDescription[] Chosen =
    [
        ModelCase.All[0],
        ModelCase.All.Single(model => model.Kind == "resnet"),
        ModelCase.All.Single(model => model.Kind == "lstm"),
        ModelCase.All.Single(model => model.Kind == "text"),
    ];

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    Network<float> Written(ModelDescription model)
    {
        Network<float> network = OnnxCase.Stirred(Network<float>.Build(model, 1));
        Preprocessing data = ArrayData
            .Classification(
                model.Input,
                new float[6 * model.Input.Length],
                [0, 1, 2, 0, 1, 2],
                ["a", "b", "c"],
                standardize: false
            )
            .Preprocessing;
        Directory.CreateDirectory(scratch[model.Kind]);
        SavedModel.Save(Place(model, "model.safetensors"), network, data);
        NpzFile.Write(Place(model, "weights.npz"), network);
        TorchWeights.Save(Place(model, "state.safetensors"), network);
        return network;
    }

    string Place(ModelDescription model, string name) => Path.Combine(scratch[model.Kind], name);

    [NumpyFact]
    public void Python_reads_the_same_bytes_from_our_safetensors_and_npz()
    {
        foreach (ModelDescription model in Chosen)
            Written(model);
        OtherRuntime.Script("import numpy", "check_weights.py", Chosen.Select(model => scratch[model.Kind]));
    }

    [Fact]
    public void The_npz_is_the_same_bytes_each_time_and_our_own_reader_reads_it()
    {
        foreach (ModelDescription model in Chosen)
        {
            Network<float> network = Written(model);
            string path = Place(model, "weights.npz");
            byte[] first = File.ReadAllBytes(path);
            NpzFile.Write(path, network);
            Assert.Equal(first, File.ReadAllBytes(path));
            using var zip = ZipFile.OpenRead(path);
            Assert.All(zip.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
            using var archive = new NpzArchive(path);
            foreach (
                var parameter in network
                    .NamedParameters.Concat(network.NamedStates)
                    .Concat(network.Tables.Select(table => table.Weight))
            )
            {
                List<float> values = [];
                NpyArray array = archive.Array(parameter.Name);
                array.Read(
                    (numbers, count) =>
                        values.AddRange(numbers.AsSpan(0, count).ToArray().Select(number => (float)number))
                );
                Assert.Equal(parameter.Shape.ToArray(), array.Header.Sizes);
                Assert.Equal(parameter.Value.ToArray(), values);
                // The data begin at a multiple of 64 bytes within the array, as the format asks for.
                Assert.Equal(0, array.Header.Length % 64);
            }
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    sealed class NumpyFactAttribute : FactAttribute
    {
        public NumpyFactAttribute() =>
            Skip = OtherRuntime.Python("import numpy") is null
                ? "No Python with numpy is installed (Debian: python3-numpy)."
                : null;
    }
}
