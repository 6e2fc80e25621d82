using FsCheck;
using FsCheck.Xunit;
using Surefoot.Randomness;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Data;

namespace Surefoot.Training.Tests.Runs;

public sealed class EpochOrderTests
{
    static int[] Order(ulong seed, int window, int epoch, int rows)
    {
        var order = new int[rows];
        new EpochOrder(seed, window).Fill(order, epoch);
        return order;
    }

    [Property(MaxTest = 200)]
    public void Every_row_comes_once_an_epoch_in_an_order_of_seed_and_epoch_alone(
        PositiveInt rows,
        ulong seed,
        ushort window
    )
    {
        int[] order = Order(seed, window, 3, rows.Get);
        Assert.Equal(Enumerable.Range(0, rows.Get), order.Order());
        Assert.Equal(order, Order(seed, window, 3, rows.Get));
    }

    [Fact]
    public void Without_a_window_the_order_is_one_shuffle_of_all_rows()
    {
        var all = new int[1000];
        new RandomStream(7, 0x53485546, 2).Permute(all);
        Assert.Equal(all, Order(7, 0, 2, 1000));
        Assert.Equal(all, Order(7, 1000, 2, 1000));
        Assert.NotEqual(all, Order(7, 500, 2, 1000));
    }

    [Fact]
    public void The_rows_of_a_window_lie_in_a_few_pieces_from_all_over_the_data()
    {
        const int Rows = 10_000,
            Window = 640;
        int[] order = Order(1, Window, 1, Rows);
        HashSet<int> tenths = [];
        for (int start = 0; start < Rows; start += Window)
        {
            int[] part = order[start..Math.Min(start + Window, Rows)];
            Assert.InRange(part.Select(row => row / (Window / 16)).Distinct().Count(), 1, 17);
            Assert.NotEqual(part.Order(), part);
            if (start == 0)
                tenths = [.. part.Select(row => row / (Rows / 10))];
        }
        Assert.InRange(tenths.Count, 5, 10);
        Assert.NotEqual(order, Order(1, Window, 2, Rows));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public void A_streamed_table_trains_to_the_same_weights_with_any_number_of_threads_as_one_in_memory(int window)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(
            "rows.csv",
            "a,b,kind\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 500)
                        .Select(i => $"{i * 31 % 97},{(i % 5 == 0 ? "p" : "q")},{(i * 31 % 97 > 48 ? "x" : "y")}\n")
                )
        );
        float[] Weights(bool stream, int threads)
        {
            TrainingData data = DataLoader.Load(path, new() { Stream = stream });
            Network<float> network = Samples.Mlp(data);
            Samples.Train(
                network,
                data,
                new TrainerOptions
                {
                    Epochs = 3,
                    Threads = threads,
                    ShuffleWindow = window,
                }
            );
            return network.Parameters.ToArray();
        }

        float[] held = Weights(stream: false, threads: 1);
        foreach (int threads in (int[])[1, 2, 3])
            Assert.Equal(held, Weights(stream: true, threads));
    }

    [Fact]
    public void A_file_that_changes_between_two_epochs_ends_the_run_with_its_message()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(
            "rows.csv",
            "a,kind\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i % 97},{(i % 97 > 48 ? "x" : "y")}\n"))
        );
        TrainingData data = DataLoader.Load(path, new() { Stream = true });
        int read = 0;
        var watched = new WatchedDataset(
            data.Training,
            (batch, _) =>
            {
                if (batch == 7)
                    File.AppendAllText(path, "1,x\n");
                read = batch;
            }
        )
        {
            IsSlow = true,
        };
        string message = Assert
            .Throws<DataException>(() =>
            {
                Samples.Train(
                    Samples.Mlp(data),
                    Samples.With(data, watched),
                    new TrainerOptions { Epochs = 3, Threads = 2 }
                );
            })
            .Message;
        Assert.Equal($"{path} was changed while it was read. Read it again when nothing writes to it.", message);
        Assert.Equal(7, read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-5)]
    public void A_window_that_shuffles_nothing_is_refused(int window) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { ShuffleWindow = window });
}
