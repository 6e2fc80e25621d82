namespace Surefoot.Training.Data;

/// <summary>
/// Data ready to train on: the rows, divided, and the preprocessing that was fitted to the training rows.
/// </summary>
public sealed class TrainingData
{
    /// <summary>The rows to learn from.</summary>
    public required IDataset Training { get; init; }

    /// <summary>
    /// The rows that choose when to stop, never used to fit anything. Empty only where all rows of a cross-validation
    /// train (<see cref="DataOptions.Folds"/>).
    /// </summary>
    public required IDataset Validation { get; init; }

    /// <summary>The rows that judge the result and choose nothing; null where there are none.</summary>
    public IDataset? Test { get; init; }

    /// <summary>How a row of the source becomes numbers; stored with the model.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>What the user should know about how the data was read: sentences, one line each.</summary>
    public IReadOnlyList<string> Notes
    {
        get => classNotes.Count == 0 ? field : [.. field, .. classNotes];
        init;
    } = [];

    IReadOnlyList<string> classNotes = [];

    /// <summary>Adds what is to be said of classes with few rows, where counting them needs no reading.</summary>
    internal void NoteClasses()
    {
        if (KnowsClasses && TrainingClasses is { } counts)
            classNotes = [.. ClassNotes.Of(Preprocessing.Classes, counts)];
    }

    /// <summary>Where the data came from: a path, or <c>digits</c> for the built-in ones.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// The SHA-256 of what was read, in lower-case hexadecimal: of the file's bytes, or, where several files were read,
    /// of their SHA-256 digests one after another in the order read. The same data has the same fingerprint wherever it
    /// lies.
    /// </summary>
    public required string Fingerprint { get; init; }

    IReadOnlyList<long>? trainingClasses;

    /// <summary>
    /// How many training rows each class has; null for numbers. Counted when it is first asked for, unless it is known.
    /// </summary>
    internal IReadOnlyList<long>? TrainingClasses
    {
        get =>
            trainingClasses ??=
                Preprocessing.Task == TaskKind.Classification
                    ? ClassCounts.Of(Training, Preprocessing.Classes.Count)
                    : null;
        set => trainingClasses = value;
    }

    /// <summary>Whether counting the classes needs no reading of rows.</summary>
    internal bool KnowsClasses =>
        trainingClasses is not null || Preprocessing.Task == TaskKind.Regression || ClassCounts.AreHeld(Training);

    /// <summary>
    /// How it was read by <see cref="DataLoader"/>, so that a run's settings hold it and a resume can read it again;
    /// null where a program made the rows.
    /// </summary>
    public DataOptions? Options { get; internal set; }

    /// <summary>
    /// The path that <see cref="DataLoader"/> was given; null for the built-in digits, and where a program made the
    /// rows.
    /// </summary>
    public string? Path { get; internal set; }
}
