using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Runs;

/// <summary>
/// A batch of one row has no variance; a batch normalisation over rows refuses it before the run begins, one over the
/// places of an image does not.
/// </summary>
public sealed class LoneRowTests
{
    [Theory]
    [InlineData(33, 32)]
    [InlineData(33, 16)]
    [InlineData(33, 1)]
    public void A_last_batch_of_one_row_is_refused_before_the_first_step(int rows, int batch)
    {
        Network<float> network = OverRows();
        float[] before = [.. network.Parameters, .. network.State];
        var observer = new RecordingObserver();
        RunException error = Assert.Throws<RunException>(() => Train(network, rows, batch, observer));
        Assert.Equal(
            $"1.norm1 takes mean and variance over a batch, which needs at least two rows, and of {rows} "
                + $"training rows in batches of {batch} the last has one. Choose another batch size.",
            error.Message
        );
        Assert.Empty(observer.Calls);
        Assert.Equal(before, (float[])[.. network.Parameters, .. network.State]);
    }

    [Fact]
    public void One_row_alone_is_refused_whatever_the_batch() =>
        Assert.EndsWith(
            "Give it more rows.",
            Assert.Throws<RunException>(() => Train(OverRows(), 1, 32)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(34, 32, 2)]
    [InlineData(33, 33, 1)]
    public void Batches_of_two_rows_and_more_are_trained_on(int rows, int batch, int steps) =>
        Assert.Equal(steps, Train(OverRows(), rows, batch).Steps);

    [Fact]
    public void Over_the_places_of_an_image_one_row_is_enough_and_the_look_at_it_leaves_no_trace()
    {
        Network<float> network = OverPlaces();
        float[] before = [.. network.Parameters, .. network.State];
        SingleRowBatch.Refuse(network, Samples.Images(33 + 45).Training, 32);
        Assert.Equal(before, (float[])[.. network.Parameters, .. network.State]);
        Assert.Equal(2, Train(network, 33, 32).Steps);
    }

    [Fact]
    public void A_layer_by_itself_names_itself()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool) { Training = true };
        var error = Assert.Throws<ArgumentException>(() => OverRows().Forward(tape, tape.Input(new(1, 1, 6, 6))));
        Assert.Contains("norm1", error.Message);
        Assert.Contains("[1, 4] came", error.Message);
    }

    static Network<float> OverRows() =>
        new(
            new Sequential<float>(
                new Flatten<float>(),
                new Sequential<float>(
                    new Dense<float>(36, 4, name: "dense1"),
                    new BatchNormalization<float>(4, name: "norm1")
                ),
                new Dense<float>(4, 3, name: "dense2")
            ),
            new(1, 6, 6),
            1
        );

    static Network<float> OverPlaces() =>
        new(
            new Sequential<float>(
                new ChannelsLast<float>(),
                new Convolution2d<float>(1, 2, 3, name: "conv1"),
                new BatchNormalization<float>(2, name: "norm1"),
                new Flatten<float>(),
                new Dense<float>(32, 3, name: "dense1")
            ),
            new(1, 6, 6),
            1
        );

    static RunResult Train(Network<float> network, int rows, int batch, params IRunObserver[] observers)
    {
        TrainingData data = Samples.Images(rows + 45);
        return Samples.Train(
            network,
            data,
            new TrainerOptions
            {
                Epochs = 1,
                BatchSize = batch,
                Threads = 1,
            },
            observers: observers
        );
    }
}
