namespace Surefoot.Lab.Lessons;

/// <summary>
/// One statement about RMSprop, shown by running it: an experiment with the real optimizers that ends with a sentence,
/// figures, charts and a verdict that can come out false. Its words are a document, its experiment a class; neither
/// knows the other.
/// </summary>
public sealed class Lesson
{
    readonly ILessonExperiment experiment;
    readonly Lazy<LessonDocument> document;

    Lesson(string name, ILessonExperiment experiment)
    {
        (Name, this.experiment) = (name, experiment);
        document = new(() => LessonDocument.Read(name));
    }

    /// <summary>All lessons, in the order in which to read them.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new("average", new AverageExperiment()),
        new("adaptive", new AdaptiveExperiment()),
        new("diminishing", new DiminishingExperiment()),
        new("shifting", new ShiftingExperiment()),
        new("deep", new DeepExperiment()),
        new("sparse", new SparseExperiment()),
        new("images", new ImagesExperiment()),
        new("oscillation", new OscillationExperiment()),
    ];

    /// <summary>Its short name, as on the command line: "average".</summary>
    public string Name { get; }

    /// <summary>Its title, a few words.</summary>
    public string Title => document.Value.Title;

    /// <summary>What is claimed and put to the test, one or two sentences of plain text.</summary>
    public string Statement => document.Value.Statement;

    /// <summary>The explanation for someone who meets RMSprop for the first time.</summary>
    /// <param name="length">How long it is to be.</param>
    public LessonText Explain(LessonLength length) => document.Value[length];

    /// <summary>
    /// Runs the experiment. The same size gives the same result, bit for bit, with any number of threads.
    /// </summary>
    /// <param name="size">One to two minutes on two cores, or some seconds.</param>
    /// <param name="threads">Threads that compute, at least 1.</param>
    /// <param name="progress">Is told how far it has come; null for nobody.</param>
    /// <param name="cancel">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public LessonResult Run(
        LessonSize size,
        int threads,
        IProgress<LessonProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return experiment.Run(new LessonSetting(size, threads, progress, cancel));
    }

    /// <summary>The lesson of a name; null where there is none.</summary>
    public static Lesson? Find(string name) => All.FirstOrDefault(lesson => lesson.Name == name);
}
