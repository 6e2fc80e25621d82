using Surefoot.Training.Layers;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Formats;

/// <summary>
/// Models of version 0.1.0, which said what they were by a description beside the network: they load for ever and put
/// out the same bits.
/// </summary>
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
        StoredRun.AssertSame(stored.Outputs, StoredRun.OutputsOf(model, data));
        Assert.True(stored.Outputs.Distinct().Count() > 5);
        Assert.Contains("version 1", Assert.Single(model.Notes), StringComparison.Ordinal);

        // What is read and written again may be of a newer version, and says the same.
        model.Save(scratch["again"]);
        SavedModel again = SavedModel.Load(scratch["again"]);
        StoredRun.AssertSame(stored.Outputs, StoredRun.OutputsOf(again, data));
        Assert.Empty(again.Notes);
    }

    /// <summary>
    /// A network of one's own of tanh layers that was described as "mlp": all that its file says is that it is one,
    /// with rectifiers.
    /// </summary>
    [Fact]
    public void A_stored_network_of_ones_own_loads_as_what_its_file_says()
    {
        var stored = new StoredRun("own-tanh");
        SavedModel model = SavedModel.Load(stored.UnpackModel(scratch.Path));
        string[] outputs = StoredRun.OutputsOf(model, stored.UnpackData(scratch.Path));
        StoredRun.AssertSame([.. stored.Outputs.Select(line => line.Split(" | ")[1])], outputs);
        Assert.NotEqual(stored.Outputs.Select(line => line.Split(" | ")[0]), outputs);
        Assert.Contains("it was read as the library's \"mlp\"", Assert.Single(model.Notes), StringComparison.Ordinal);
    }

    /// <summary>Into the layers that were saved it loads as what it was.</summary>
    [Fact]
    public void A_stored_network_of_ones_own_loads_as_what_it_was_into_the_layers_that_it_was_made_of()
    {
        var stored = new StoredRun("own-tanh");
        string path = stored.UnpackModel(scratch.Path);
        Shape input = SavedModel.Load(path).Network.InputShape;
        int hidden = SavedModel.Load(path).Network.NamedParameters[1].Shape.Length,
            outputs = SavedModel.Load(path).Network.OutputShape.Length;
        var layers = new Sequential<float>(
            new Dense<float>(input.Length, hidden, Activation.Tanh, name: "dense1"),
            new Dense<float>(hidden, outputs, name: "dense2")
        );
        SavedModel model = SavedModel.Load(path, layers);
        string[] put = StoredRun.OutputsOf(model, stored.UnpackData(scratch.Path));
        StoredRun.AssertSame([.. stored.Outputs.Select(line => line.Split(" | ")[0])], put);
        Assert.Contains("only the names and the shapes", Assert.Single(model.Notes), StringComparison.Ordinal);
    }
}
