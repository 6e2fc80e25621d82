using Surefoot.Lab.Charts;
using Surefoot.Lab.Reports;
using Surefoot.Rules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// A deep network of convolutions on the digits, with RMSprop and with plain gradient descent, each at the best rate of
/// the same small search. The quick size has half the channels, and is deeper to make up for it: six layers so narrow
/// are too easy for there to be much to see.
/// </summary>
sealed class ImagesExperiment : ILessonExperiment
{
    public LessonResult Run(LessonSetting setting)
    {
        TrainingData data = LessonData.Digits();
        (int convolutions, string count, int channels) = setting.Sized(full: (6, "six", 16), quick: (8, "eight", 8));
        double target = setting.Sized(full: 0.97, quick: 0.95);
        Comparison comparison = new(
            seed => Build(data, convolutions, channels, seed),
            data,
            new ComparisonOptions
            {
                Training = LessonData.Training(setting, setting.Sized(full: 15, quick: 6)),
                Seeds = setting.Sized<ulong[]>(full: [1, 2, 3], quick: [1, 2]),
                Trials = 5,
                TrialEpochs = setting.Sized(full: 4, quick: 2),
                Target = target,
            }
        );
        ComparisonResult learnt = LessonData.Compare(
            setting,
            comparison,
            [new("rmsprop", new RmsPropOptions()), new("sgd", new SgdOptions { LearningRate = 0.1 })]
        );
        ComparedOptimizer rmsprop = learnt.Optimizers[0],
            sgd = learnt.Optimizers[1];
        double needed = Epochs(rmsprop, learnt),
            other = Epochs(sgd, learnt);
        return new LessonResult
        {
            Sentence =
                $"A network of {count} convolutions reached {NumberText.Percent(target)} of the validation "
                + $"digits in {Text(needed)} epochs with RMSprop and {Text(other)} with gradient descent, over "
                + $"{learnt.Seeds.Count} {(learnt.Seeds.Count == 1 ? "seed" : "seeds")}.",
            Expected =
                "RMSprop reaches the accuracy with every seed, and in fewer epochs, on average, than "
                + "gradient descent at the best rate of the same search.",
            Holds = double.IsFinite(needed) && needed < other,
            Figures =
            [
                new("RMSprop: epochs to the accuracy", needed, Text(needed)),
                new("gradient descent: epochs to the accuracy", other, Text(other)),
                new("RMSprop: best validation accuracy", rmsprop.Best.Mean, NumberText.Percent(rmsprop.Best.Mean)),
                new("gradient descent: best validation accuracy", sgd.Best.Mean, NumberText.Percent(sgd.Best.Mean)),
                new("RMSprop: rate", rmsprop.Rate, NumberText.Precise(rmsprop.Rate)),
                new("gradient descent: rate", sgd.Rate, NumberText.Precise(sgd.Rate)),
            ],
            Charts = [ComparisonCharts.Measure(learnt)],
        };
    }

    // A seed that never got there makes the mean infinite.
    static double Epochs(ComparedOptimizer optimizer, ComparisonResult result) =>
        optimizer.EpochsTo(result.Target) is var spread && spread.Count == result.Seeds.Count
            ? spread.Mean
            : double.PositiveInfinity;

    static string Text(double epochs) =>
        double.IsFinite(epochs) ? NumberText.Precise(Math.Round(epochs, 1)) : "more than all";

    static Network<float> Build(TrainingData data, int convolutions, int channels, ulong seed)
    {
        List<Layer<float>> layers = [new ChannelsLast<float>()];
        int inputs = data.Training.InputShape[0],
            size = data.Training.InputShape[1];
        for (int i = 1; i <= convolutions; i++)
        {
            layers.Add(
                new Convolution2d<float>(inputs, channels, 3, padding: 1, activation: Activation.Relu, name: $"conv{i}")
            );
            inputs = channels;
            if (i % 3 > 0)
                continue;
            layers.Add(new MaxPool2d<float>(2));
            (size, channels) = (size / 2, 2 * channels);
        }

        layers.Add(new Flatten<float>());
        layers.Add(new Dense<float>(inputs * size * size, data.Preprocessing.Outputs, name: "dense1"));
        return new Network<float>(new Sequential<float>(layers), data.Training.InputShape, seed);
    }
}
