using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Formats;

/// <summary>Models of version 0.1.0, which said what they were by a description beside the network: they load for ever and put out the same bits.</summary>
public sealed class StoredModelTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    public static TheoryData<string> Names => [.. StoredRun.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_model_puts_out_the_bits_that_it_put_out(string name)
    {
        var stored = new StoredRun(name);
        SavedModel model = SavedModel.Load(stored.UnpackModel(scratch.Path));
        string data = stored.UnpackData(scratch.Path);
        Assert.Equal(stored.Outputs, StoredRun.OutputsOf(model, data));
        Assert.True(stored.Outputs.Distinct().Count() > 5);

        // What is read and written again may be of a newer version, and says the same.
        SavedModel.Save(scratch["again"], model.Network, model.Preprocessing, model.Loss);
        Assert.Equal(stored.Outputs, StoredRun.OutputsOf(SavedModel.Load(scratch["again"]), data));
    }

    /// <summary>A network of one's own of tanh layers that was described as "mlp": all that its file says is that it is one, with rectifiers.</summary>
    [Fact]
    public void A_stored_network_of_ones_own_loads_as_what_its_file_says()
    {
        var stored = new StoredRun("own-tanh");
        SavedModel model = SavedModel.Load(stored.UnpackModel(scratch.Path));
        string[] outputs = StoredRun.OutputsOf(model, stored.UnpackData(scratch.Path));
        Assert.Equal(stored.Outputs.Select(line => line.Split(" | ")[1]), outputs);
        Assert.NotEqual(stored.Outputs.Select(line => line.Split(" | ")[0]), outputs);
    }
}
