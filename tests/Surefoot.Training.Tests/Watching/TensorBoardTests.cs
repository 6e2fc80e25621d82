using System.Text;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;
using Surefoot.Training.Tests.Formats;
using Surefoot.Training.Tests.Runs;

namespace Surefoot.Training.Tests.Watching;

public sealed class TensorBoardTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_test_s_own_checksum_is_that_of_the_standard() =>
        Assert.Equal(0xE3069283, EventFileReader.Crc(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void What_a_run_tells_is_read_back_by_a_decoder_that_shares_nothing_with_the_writer()
    {
        var clock = new StoppedClock();
        var file = new TensorBoardFile(scratch[""], clock);
        file.RunStarted(new RunStarted(3, 10, 32, 300, 50, 0, 1000, 1, IsClassification: true));
        file.Watched(
            new WatchedInterval(
                1,
                1,
                8,
                2.25,
                1e-3,
                [
                    new LayerHealth("dense1", 0.5, 8, 1e-3, new(1e-3, 2e-3, 3e-3, 4e-3, 5e-3), 0),
                    new LayerHealth("dense2", 0, 4, 0, RateQuantiles.None, null),
                ]
            )
        );
        file.EpochDone(new EpochDone(1, 3, 300, 1.5, double.NaN, 0.75, true, 1e-3, 2, 4, 75));

        IReadOnlyList<EventFileReader.Event> events = EventFileReader.Read(File.ReadAllBytes(file.FullPath));
        Assert.Contains("events.out.tfevents.", Path.GetFileName(file.FullPath));
        Assert.Equal(("brain.Event:2", 0), (events[0].FileVersion, events[0].Step));
        Assert.All(events, one => Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, one.WallTime));
        Assert.Equal([0, 8, 300], events.Select(one => one.Step));
        Dictionary<string, float> interval = events[1].Scalars.ToDictionary(one => one.Tag, one => one.Value);
        Assert.Equal(
            (2.25f, 0.5f, 8f, 0.001f, 0.003f),
            (
                interval["loss/batch"],
                interval["gradient_norm/dense1"],
                interval["weight_norm/dense1"],
                interval["update_ratio/dense1"],
                interval["effective_rate_median/dense1"]
            )
        );

        // A zero is a value; what was not measured is absent.
        Assert.Equal((0f, 0f), (interval["dead_units/dense1"], interval["gradient_norm/dense2"]));
        Assert.False(interval.ContainsKey("dead_units/dense2") || interval.ContainsKey("effective_rate_median/dense2"));
        Assert.Equal(
            ["loss/train", "accuracy/validation", "learning_rate", "samples_per_second"],
            events[2].Scalars.Select(one => one.Tag)
        );
    }

    [Fact]
    public void A_session_that_goes_on_from_a_checkpoint_is_marked_at_the_first_step_that_it_repeats()
    {
        var file = new TensorBoardFile(scratch[""]);
        file.RunStarted(new RunStarted(3, 10, 32, 300, 50, 0, 1000, 1, IsClassification: true));
        file.Resumed(new RunResumed(20, 2, RolledBack: false));
        EventFileReader.Event mark = Assert.Single(
            EventFileReader.Read(File.ReadAllBytes(file.FullPath)),
            one => one.StartsSession
        );
        Assert.Equal(21, mark.Step);
    }

    sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 31, 12, 0, 0, 250, TimeSpan.Zero);
    }

    [Fact]
    public void A_run_writes_one_and_the_file_has_every_epoch()
    {
        var data = Samples.Images();
        var file = new TensorBoardFile(scratch[""]);
        Samples.Train(Samples.Mlp(data), data, new TrainerOptions { Epochs = 3, Threads = 1 }, observers: [file]);
        Assert.Equal(
            3,
            EventFileReader
                .Read(File.ReadAllBytes(file.FullPath))
                .Count(one => one.Scalars.Any(scalar => scalar.Tag == "loss/validation"))
        );
    }
}
