using Surefoot.Lab.Charts;
using Surefoot.Lab.Reports;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// Rows of words, each with one telltale that gives its class away, among words that mean nothing. Telltales are as
/// common as words are: the second half as common as the first, the third a third, and so on, down to those that a
/// handful of rows hold. A network with an embedding of each word learns from them, over row-sparse tables. Judged are
/// rows in which every telltale is as likely as every other: whoever gets those right has learnt the rare ones too.
/// </summary>
sealed class SparseExperiment : ILessonExperiment
{
    // "RARE" in ASCII.
    const uint Stream = 0x52415245;
    const int Common = 40,
        Places = 6;

    public LessonResult Run(LessonSetting setting)
    {
        int words = setting.Sized(full: 1000, quick: 150),
            rows = setting.Sized(full: 20_000, quick: 3_000);
        ArrayPreprocessing classes = new(new Shape(Places), TaskKind.Classification, ["no", "yes"], mean: 0, scale: 1);
        TrainingData data = new()
        {
            Training = Rows(rows, words, evenly: false, seed: 1),
            Validation = Rows(2000, words, evenly: true, seed: 2),
            Preprocessing = classes,
            Source = "generated",
            Fingerprint = "",
        };
        Comparison comparison = new(
            seed =>
                Network<float>.Build(
                    new ModelDescription("text", classes.InputShape, 2)
                    {
                        Vocabulary = Common + words,
                        Hidden = [16, 16],
                    },
                    seed
                ),
            data,
            new ComparisonOptions
            {
                Training = LessonData.Training(setting, setting.Sized(full: 6, quick: 6)),
                Seeds = setting.Sized<ulong[]>(full: [1, 2, 3], quick: [1]),
                Trials = 6,
                TrialEpochs = 3,
            }
        );
        ComparisonResult learnt = LessonData.Compare(
            setting,
            comparison,
            [new("rmsprop", new RmsPropOptions()), new("sgd", new SgdOptions { LearningRate = 0.1 })]
        );
        ComparedOptimizer rmsprop = learnt.Optimizers[0],
            sgd = learnt.Optimizers[1];
        int epoch = learnt.Epochs / 2;
        double right = After(rmsprop, epoch),
            other = After(sgd, epoch);
        return new LessonResult
        {
            Sentence =
                $"With {words} telltale words, the rarest in about {Rarest(rows, words)} of "
                + $"{NumberText.Whole(rows)} rows, RMSprop knew {NumberText.Percent(right)} of them after "
                + $"{epoch} epochs and gradient descent, at its best rate, {NumberText.Percent(other)}.",
            Expected =
                "After half of the epochs gradient descent gets at least twice as many rows wrong as "
                + "RMSprop, where every telltale is equally likely.",
            Holds = 1 - other >= 2 * (1 - right),
            Figures =
            [
                new($"RMSprop: rows right, epoch {epoch}", right, NumberText.Percent(right)),
                new($"gradient descent: rows right, epoch {epoch}", other, NumberText.Percent(other)),
                new("RMSprop: rate", rmsprop.Rate, NumberText.Precise(rmsprop.Rate)),
                new("gradient descent: rate", sgd.Rate, NumberText.Precise(sgd.Rate)),
            ],
            Charts =
            [
                ComparisonCharts.Measure(learnt) with
                {
                    Title = "Rows classified right, every telltale equally likely",
                    Levels = [],
                },
            ],
        };
    }

    static int Rarest(int rows, int words) =>
        (int)Math.Round(rows / (words * Enumerable.Range(1, words).Sum(word => 1.0 / word)));

    // A run that diverged before has nothing right.
    static double After(ComparedOptimizer optimizer, int epoch) =>
        optimizer.Runs.Average(run => run.Epochs.Count >= epoch ? run.Epochs[epoch - 1].ValidationMeasure : 0);

    static MatrixDataset Rows(int count, int words, bool evenly, ulong seed)
    {
        float[] inputs = new float[count * Places],
            targets = new float[count];
        double[] reached = new double[words];
        for (int word = 0; word < words; word++)
            reached[word] = (word > 0 ? reached[word - 1] : 0) + (evenly ? 1 : 1.0 / (word + 1));
        for (int row = 0; row < count; row++)
        {
            RandomStream random = new(seed, Stream, (ulong)row);
            for (int place = 1; place < Places; place++)
                inputs[(row * Places) + place] = random.Below((ulong)(100 + place), Common);
            double drawn = random.Uniform(0) * reached[^1];
            int telltale = Array.FindIndex(reached, sum => drawn < sum);
            inputs[row * Places] = Common + telltale;
            targets[row] = telltale % 2;
        }

        return new MatrixDataset(new Shape(Places), inputs, targets);
    }
}
