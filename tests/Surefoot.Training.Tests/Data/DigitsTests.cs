using System.Security.Cryptography;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Digits;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class DigitsTests
{
    static readonly TrainingData Digits = DataLoader.Load(null, new());

    [Fact]
    public void All_the_digits_are_there()
    {
        Assert.Equal(3823, Digits.Training.Count + Digits.Validation.Count);
        Assert.Equal(573, Digits.Validation.Count);
        Assert.Equal(1797, Digits.Test!.Count);
        Assert.Equal(new Shape(1, 8, 8), Digits.Training.InputShape);
        Assert.Equal(10, Digits.Preprocessing.Outputs);
        Assert.Equal("digits", Digits.Source);
    }

    [Fact]
    public void The_classes_are_as_frequent_as_the_publishers_say()
    {
        float[] training = [.. Digits.Training.Targets(), .. Digits.Validation.Targets()];
        Assert.Equal(
            [376, 389, 380, 389, 387, 376, 377, 387, 380, 382],
            Enumerable.Range(0, 10).Select(label => training.Count(target => target == label))
        );
        float[] test = Digits.Test!.Targets();
        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            Enumerable.Range(0, 10).Select(label => test.Count(target => target == label))
        );
    }

    [Fact]
    public void The_first_test_image_is_the_zero_that_was_published()
    {
        float[] first = Digits.Test!.Inputs(0);
        Assert.Equal([0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0], first[..16].Select(pixel => pixel * 16));
        Assert.Equal(0, Digits.Test!.Targets()[0]);
        Assert.All(Digits.Test!.AllInputs(), pixel => Assert.InRange(pixel, 0, 1));
    }

    // The publishers give 98.00 % for the nearest neighbour; all 3,823 images must be right for that to come out.
    [Fact]
    public void The_nearest_neighbour_scores_what_the_publishers_say()
    {
        float[] known = [.. Digits.Training.AllInputs(), .. Digits.Validation.AllInputs()],
            labels = [.. Digits.Training.Targets(), .. Digits.Validation.Targets()];
        float[] images = Digits.Test!.AllInputs(),
            truth = Digits.Test!.Targets();
        int right = 0;
        for (int image = 0; image < truth.Length; image++)
        {
            float best = float.MaxValue,
                label = -1;
            for (int row = 0; row < labels.Length; row++)
            {
                float distance = System.Numerics.Tensors.TensorPrimitives.Distance<float>(
                    images.AsSpan(image * 64, 64),
                    known.AsSpan(row * 64, 64)
                );
                if (distance < best)
                    (best, label) = (distance, labels[row]);
            }
            if (label == truth[image])
                right++;
        }
        Assert.Equal(0.98, right / (double)truth.Length, 0.0005);
    }

    [Fact]
    public void The_known_fingerprint_is_that_of_the_embedded_files()
    {
        string[] names =
        [
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz",
        ];
        byte[] digests =
        [
            .. names.SelectMany(name =>
            {
                using var stream = DigitsFormat.Resource(name);
                return SHA256.HashData(stream);
            }),
        ];
        Assert.Equal(DigitsFormat.KnownFingerprint, Convert.ToHexStringLower(SHA256.HashData(digests)));
        Assert.Equal(DigitsFormat.KnownFingerprint, Digits.Fingerprint);
    }

    [Fact]
    public void The_test_digits_can_be_opened_by_name() =>
        Assert.Equal(Digits.Test!.AllInputs(), Digits.Preprocessing.Open("digits", requireTargets: true).AllInputs());

    [Fact]
    public void Notes_name_the_source_and_the_licence() =>
        Assert.Contains(Digits.Notes, note => note.Contains("Alpaydin and Kaynak") && note.Contains("CC BY 4.0"));
}
