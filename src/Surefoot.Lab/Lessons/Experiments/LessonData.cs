using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// What several experiments share: the digits, and comparisons that tell the lesson how far they are.
/// </summary>
static class LessonData
{
    /// <summary>
    /// The built-in digits without their test rows: a lesson chooses nothing and judges by the validation rows.
    /// </summary>
    public static TrainingData Digits()
    {
        TrainingData data = DataLoader.Load(null, new DataOptions());
        return new TrainingData
        {
            Training = data.Training,
            Validation = data.Validation,
            Preprocessing = data.Preprocessing,
            Source = data.Source,
            Fingerprint = data.Fingerprint,
        };
    }

    /// <summary>Compares, as a part of a lesson.</summary>
    /// <param name="setting">The lesson's setting; its threads are used.</param>
    /// <param name="comparison">What to compare on.</param>
    /// <param name="contenders">What to compare.</param>
    /// <param name="from">The share of the lesson that is done before.</param>
    /// <param name="to">The share that is done after.</param>
    public static ComparisonResult Compare(
        LessonSetting setting,
        Comparison comparison,
        IReadOnlyList<Contender> contenders,
        double from = 0,
        double to = 1
    ) => comparison.Run(contenders, new Told(setting, from, to), setting.Cancel);

    /// <summary>How each run of a comparison in a lesson is trained.</summary>
    public static TrainerOptions Training(LessonSetting setting, int epochs) =>
        new() { Epochs = epochs, Threads = setting.Threads };

    sealed class Told(LessonSetting setting, double from, double to) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) =>
            setting.Progress?.Report(
                new LessonProgress(
                    from + ((to - from) * value.Done / value.InAll),
                    $"{value.Optimizer}, {value.Run}, epoch {value.Epoch} of {value.Epochs}"
                )
            );
    }
}
