using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Autodiff.Operations.Recurrent;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>
/// Small tensors whose operations take more beside them than an int counts: what wrapped around would be written past.
/// </summary>
public sealed class ScratchSizeTests : IDisposable
{
    readonly WorkerPool pool = new(1);
    readonly Tape<float> tape;

    public ScratchSizeTests() => tape = new(pool);

    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }

    static string Refusal(Func<Tensor<float>> operation) =>
        Assert
            .Throws<ArgumentException>(() =>
            {
                operation();
            })
            .Message;

    [Fact]
    public void Slopes_spread_over_too_wide_images_are_refused_forwards_and_only_where_they_are_wanted()
    {
        Tensor<float> x = tape.Variable(new(8, 32, 32, 1)),
            data = tape.Input(new(8, 32, 32, 1)),
            w = tape.Variable(new(1, 1, 1, 300_000));
        x.Value.Fill(3);
        data.Value.Fill(3);
        w.Value.Fill(2);
        string message = Refusal(() => Convolution2dOperation<float>.Apply(tape, x, w, stride: 32));
        Assert.StartsWith(
            "A convolution of [8, 32, 32, 1] with a kernel [1, 1, 1, 300000] takes 307200000 numbers beside "
                + "its tensors for each of 8 pieces of work",
            message
        );
        Assert.Contains("Use smaller batches or smaller images.", message);
        Assert.Equal(-1, Convolution2dOperation<float>.Apply(tape, data, w, stride: 32).Value.IndexOfAnyExcept(6));
        tape.Recording = false;
        Assert.Equal(-1, Convolution2dOperation<float>.Apply(tape, x, w, stride: 32).Value.IndexOfAnyExcept(6));
    }

    [Theory]
    [InlineData(1, 30_000, 1)]
    [InlineData(8, 10_000, 8)]
    [InlineData(1, int.MaxValue, 1)]
    public void Padding_that_makes_images_too_large_is_refused(int images, int padding, int pieces)
    {
        Tensor<float> x = tape.Variable(new(images, 5, 5, 1)),
            w = tape.Variable(new(1, 1, 1, 1));
        string[] messages =
        [
            Refusal(() => Convolution2dOperation<float>.Apply(tape, x, w, stride: 50_000, padding: padding)),
            Refusal(() => DepthwiseConvolution2dOperation<float>.Apply(tape, x, w, stride: 50_000, padding: padding)),
        ];
        Assert.All(messages, message => Assert.Contains($"for each of {pieces} pieces of work", message));
    }

    [Fact]
    public void Recurrent_sums_beyond_an_int_are_refused_in_the_same_way()
    {
        Tensor<float> x = tape.Input(new(1200, 1300, 1)),
            w = tape.Variable(new(1, 1500)),
            u = tape.Variable(new(500, 1500)),
            b = tape.Variable(new(1500));
        string message = Refusal(() =>
            RecurrentOperation<float, GruCell<float>>.Apply(tape, x, w, u, b, b, [], whole: false)
        );
        Assert.StartsWith(
            "A recurrent layer over [1200, 1300, 1] with state weights [500, 1500] keeps 2340000000 numbers",
            message
        );
    }

    [Fact]
    public void A_length_that_wrapped_around_gives_no_memory() => Assert.Throws<OverflowException>(Take);

    unsafe void Take() => tape.Take(-1);
}
