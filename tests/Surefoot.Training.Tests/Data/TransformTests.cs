using Surefoot.Randomness;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class TransformTests
{
    static readonly Shape Image = new(2, 3, 4);

    static MatrixDataset Images(int rows) =>
        new(Image, [.. Enumerable.Range(1, rows * 24).Select(i => (float)i)], new float[rows]);

    static float[] Read(TransformedDataset data, int epoch, params int[] rows)
    {
        var inputs = new float[rows.Length * data.InputShape.Length];
        data.Read(rows, epoch, inputs, []);
        return inputs;
    }

    [Fact]
    public void A_row_is_changed_alike_whichever_rows_are_read_with_it_and_otherwise_in_another_epoch()
    {
        var data = new TransformedDataset(Images(50), [new Flip(), new Crop(1), new Noise(0.1)], seed: 3);
        float[] all = Read(data, 2, [.. Enumerable.Range(0, 50)]);
        for (int row = 0; row < 50; row++)
            Assert.Equal(all[(row * 24)..((row + 1) * 24)], Read(data, 2, row));
        Assert.NotEqual(all, Read(data, 3, [.. Enumerable.Range(0, 50)]));
        Assert.Equal(Images(50).AllInputs(), data.AllInputs());
    }

    [Fact]
    public void Half_of_the_images_are_mirrored_line_by_line()
    {
        var data = new TransformedDataset(Images(1000), [new Flip()], seed: 1);
        int mirrored = 0;
        for (int row = 0; row < 1000; row++)
        {
            float[] plain = data.Inputs(row),
                changed = Read(data, 1, row);
            if (plain.SequenceEqual(changed))
                continue;
            Assert.Equal(plain.Chunk(4).SelectMany(line => line.Reverse()), changed);
            mirrored++;
        }
        Assert.InRange(mirrored, 430, 570);
    }

    [Fact]
    public void A_crop_is_a_shift_with_zeros_and_every_shift_occurs()
    {
        var data = new TransformedDataset(Images(300), [new Crop(2)], seed: 1);
        HashSet<(int, int)> seen = [];
        for (int row = 0; row < 300; row++)
        {
            float[] plain = data.Inputs(row),
                changed = Read(data, 1, row);
            var shift = (
                from down in Enumerable.Range(-2, 5)
                from right in Enumerable.Range(-2, 5)
                where Shifted(plain, down, right).SequenceEqual(changed)
                select (down, right)
            ).Single();
            seen.Add(shift);
        }
        Assert.Equal(25, seen.Count);
    }

    static float[] Shifted(float[] plain, int down, int right)
    {
        var shifted = new float[24];
        for (int at = 0; at < 24; at++)
        {
            int channel = at / 12,
                y = (at / 4 % 3) - down,
                x = (at % 4) - right;
            if (y is >= 0 and < 3 && x is >= 0 and < 4)
                shifted[at] = plain[(channel * 12) + (y * 4) + x];
        }
        return shifted;
    }

    [Fact]
    public void Noise_has_the_deviation_that_was_asked_for()
    {
        var data = new TransformedDataset(Images(1000), [new Noise(0.5)], seed: 1);
        int[] rows = [.. Enumerable.Range(0, 1000)];
        double[] added = [.. Read(data, 1, rows).Zip(data.AllInputs(), (changed, plain) => (double)changed - plain)];
        Assert.InRange(added.Average(), -0.02, 0.02);
        Assert.InRange(Math.Sqrt(added.Average(value => value * value)), 0.48, 0.52);
    }

    [Fact]
    public void Only_training_rows_are_changed_by_the_loader()
    {
        var options = new DataOptions { Transforms = [new Crop(1)] };
        TrainingData plain = DataLoader.Load(null, new()),
            changed = DataLoader.Load(null, options);
        Assert.IsType<TransformedDataset>(changed.Training);
        Assert.Equal(plain.Validation.Inputs(0, 1, 2), changed.Validation.Inputs(0, 1, 2));
        Assert.Contains(
            changed.Notes,
            note =>
                note.StartsWith("Training rows are changed at random in every epoch: crop:1.", StringComparison.Ordinal)
        );
    }

    sealed record Probe(List<uint> Seen) : Transform
    {
        public override void Apply(Span<float> values, Shape shape, RandomStream random, int row)
        {
            if (row == 0)
                Seen.Add(random.Bits(0));
        }
    }

    [Fact]
    public void The_trainer_reads_each_epoch_as_itself()
    {
        var data = Runs.Samples.Images();
        List<uint> seen = [];
        var network = Runs.Samples.Mlp(data);
        Runs.Samples.Train(
            network,
            Runs.Samples.With(data, new TransformedDataset(data.Training, [new Probe(seen)], seed: 5)),
            new TrainerOptions { Epochs = 3, Threads = 1 }
        );
        Assert.Equal(
            [.. Enumerable.Range(1, 3).Select(epoch => new RandomStream(5, 0x5452414E, (ulong)epoch).Bits(0))],
            seen
        );
    }

    [Fact]
    public void The_loader_refuses_what_does_not_fit() =>
        Assert.Equal(
            "digits cannot be changed so at random: A shift of 8 pixels leaves nothing of images of 8×8. "
                + "Leave that change out.",
            Assert.Throws<DataException>(() => DataLoader.Load(null, new() { Transforms = [new Crop(8)] })).Message
        );

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var table = new MatrixDataset(new(2), new float[8], null);
        Assert.Contains(
            "the rows have the shape [2]",
            Assert.Throws<ArgumentException>(() => new TransformedDataset(table, [new Flip()], 1)).Message
        );
        Assert.Contains(
            "leaves nothing of images of 3×4",
            Assert.Throws<ArgumentException>(() => new TransformedDataset(Images(1), [new Crop(3)], 1)).Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new Crop(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Noise(double.NaN));
    }
}
