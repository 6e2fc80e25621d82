using Surefoot.Lab.Charts;
using Surefoot.Lab.Reports;
using Surefoot.Randomness;
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

    // Adam is not here: it has no exact step on row-sparse tables, and Surefoot refuses it.
    static readonly IReadOnlyDictionary<string, string> Why = new Dictionary<string, string>
    {
        ["rmsprop"] = "a rare word's average of squares is small, so its steps are long.",
        ["adagrad"] = "a rare word's sum of squares is small for as long as it is rare; the method was made for this.",
        ["momentum"] = "its rate could be raised far enough for the rare words too.",
        ["sgd"] = "its rate could be raised far enough for the rare words too.",
    };

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
        LessonRace race = new(
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
                Training = LessonData.Training(setting, 3),
                Seeds = LessonRace.SearchSeeds(setting.Sized(full: 3, quick: 2)),
            },
            new ComparisonOptions
            {
                Training = LessonData.Training(setting, 6),
                Seeds = LessonRace.Seeds(setting.Sized(full: 10, quick: 3)),
            }
        );
        ComparisonResult learnt = race.Run(setting, [.. LessonRace.Five.Where(one => one.Name != "adam")]);
        Spread[][] wrong =
        [
            .. learnt.Optimizers.Select(one =>
                Enumerable.Range(1, learnt.Epochs).Select(epoch => Wrong(one, epoch)).ToArray()
            ),
        ];
        int[] behind = [.. Epochs(epoch => wrong[3][epoch].Mean >= 2 * wrong[0][epoch].Mean)],
            ahead = [.. Epochs(epoch => wrong[0][epoch].Mean < wrong[1][epoch].Mean)];
        return new LessonResult
        {
            Sentence =
                $"With {words} telltale words, the rarest in about {Rarest(rows, words)} of "
                + $"{NumberText.Whole(rows)} rows, RMSprop had {SpreadText.Percent(wrong[0][0])} of them wrong after "
                + $"one epoch, gradient descent {SpreadText.Percent(wrong[3][0])} and AdaGrad "
                + $"{SpreadText.Percent(wrong[1][0])}. Gradient descent had at least twice as many wrong as RMSprop "
                + $"after {List(behind)} of {learnt.Epochs}; RMSprop fewer than AdaGrad after {List(ahead)}.",
            Expected =
                "Early, after at least one of the first three epochs, gradient descent gets at least twice as many "
                + "rows wrong as RMSprop, where every telltale is equally likely. For which epochs, the sentence says.",
            Holds = behind.Any(epoch => epoch <= 3),
            Winner = LessonWinner.Of(
                [.. learnt.Optimizers.Select((one, i) => (one.Name, wrong[i][2]))],
                SpreadText.Percent,
                "rows wrong after three epochs",
                Why
            ),
            Figures =
            [
                .. learnt.Optimizers.SelectMany(
                    (one, i) =>
                        wrong[i]
                            .Select(
                                (figure, epoch) =>
                                    new LessonFigure(
                                        $"{one.Name}: rows wrong, epoch {epoch + 1}",
                                        figure.Mean,
                                        SpreadText.Percent(figure)
                                    )
                            )
                            .Append(new LessonFigure($"{one.Name}: rate", one.Rate, NumberText.Precise(one.Rate)))
                ),
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

        IEnumerable<int> Epochs(Func<int, bool> where) =>
            Enumerable.Range(0, learnt.Epochs).Where(where).Select(epoch => epoch + 1);
    }

    static string List(int[] epochs) => epochs.Length == 0 ? "no epoch" : $"epoch {string.Join(", ", epochs)}";

    // A run that diverged before has everything wrong.
    static Spread Wrong(ComparedOptimizer optimizer, int epoch) =>
        Spread.Of(
            optimizer.Runs.Select(run => run.Epochs.Count >= epoch ? 1 - run.Epochs[epoch - 1].ValidationMeasure : 1)
        );

    static int Rarest(int rows, int words) =>
        (int)Math.Round(rows / (words * Enumerable.Range(1, words).Sum(word => 1.0 / word)));

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
