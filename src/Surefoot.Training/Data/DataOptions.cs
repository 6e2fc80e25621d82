using System.Text.Json.Serialization;

namespace Surefoot.Training.Data;

/// <summary>How data is to be read and divided. Values out of range are refused as they are set.</summary>
public sealed record DataOptions
{
    /// <summary>
    /// The column to learn, by name. Default: the last column of a table. Images and the built-in digits have their
    /// labels.
    /// </summary>
    [JsonPropertyOrder(1)]
    public string? Target { get; init; }

    /// <summary>What to learn. Default: chosen from the target, see <c>docs/data.md</c>.</summary>
    [JsonPropertyOrder(2)]
    public TaskKind? Task { get; init; }

    /// <summary>
    /// A file or folder of test rows, in the format of the training data. Default: none, or the test part that the data
    /// brings itself.
    /// </summary>
    [JsonPropertyOrder(5)]
    public string? TestPath { get; init; }

    /// <summary>The share of the data set aside as test rows, of every class the same, drawn by <see cref="Seed"/>
    /// before anything else is; of rows in time order the last. Then a test part that the data brings itself is not
    /// read. From 0, the default, which sets none aside, up to, but not including, 1; only without
    /// <see cref="TestPath"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside [0, 1).</exception>
    public double TestShare
    {
        get;
        init =>
            field = value is >= 0 and < 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value),
                    value,
                    "TestShare, the share of rows set aside for the test, lies from 0 up to, but not including, 1."
                );
    }

    /// <summary>Whether a test part that the data brings itself is read.</summary>
    internal bool ReadsOwnTest => TestPath is null && TestShare == 0;

    /// <summary>The share of the training data set aside for validation, above 0 and below 1. Default 0.15.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside (0, 1).</exception>
    public double ValidationShare
    {
        get;
        init =>
            field = value is > 0 and < 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value),
                    value,
                    "ValidationShare, the share of rows set aside for validation, lies above 0 and below 1."
                );
    } = 0.15;

    /// <summary>
    /// k-fold cross-validation: into how many parts the rows are divided, the test rows left out, each of which
    /// validates once: drawn by the seed, of every class the same share to within one row. Rows in time order are
    /// divided as scikit-learn's TimeSeriesSplit does: into one part more, each but the first validating what was
    /// learned from all before it. <see cref="ValidationShare"/> then says nothing. Default: null, for one division.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 2 or above <see cref="MostFolds"/>.</exception>
    public int? Folds
    {
        get;
        init =>
            field = value is null or (>= 2 and <= MostFolds)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Folds),
                    value,
                    $"{nameof(Folds)} is {value}; it must be from 2 to {MostFolds}."
                );
    }

    /// <summary>
    /// With <see cref="Folds"/>, which part validates, counted from 1; null, the default, has all rows train and none
    /// validate.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above <see cref="MostFolds"/>.</exception>
    public int? Fold
    {
        get;
        init =>
            field = value is null or (>= 1 and <= MostFolds)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Fold),
                    value,
                    $"{nameof(Fold)} is {value}; it must be from 1 to {nameof(Folds)}."
                );
    }

    /// <summary>The most parts that rows are divided into: 100.</summary>
    public const int MostFolds = 100;

    /// <summary>The seed of the split into training and validation rows. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Columns of a table to leave out, by name. Default: none.</summary>
    public IReadOnlyList<string> IgnoredColumns
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// Columns of a table to read as text even where they look like numbers or dates, by name: codes, for instance.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<string> TextColumns
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// What is read of a table's dates; a part that is the same in every training row is left out. Default: null, what
    /// comes back in later data, the time of day and the weekday, of months without a day the month.
    /// </summary>
    public IReadOnlyList<DatePart>? DateParts { get; init; }

    /// <summary>
    /// Columns of a table to read word by word, as <see cref="Text"/> says, by name. With
    /// <see cref="TextForm.Indices"/> the network has an embedding bag for each (<see cref="Preprocessing.Bags"/>).
    /// Default: none.
    /// </summary>
    public IReadOnlyList<string> WordColumns
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// Columns of a table to read as categories, whatever they look like, by name. Default: none, beside those that
    /// <c>docs/data.md</c> names.
    /// </summary>
    public IReadOnlyList<string> CategoryColumns
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// Whether columns of text that hold three words or more on average and too many different values to be categories
    /// are read word by word; never in windows. Default: no, as in runs and models of before, where they are left out
    /// or lose their rare values; the command says yes.
    /// </summary>
    public bool? WordsByData { get; init; }

    /// <summary>Whether the first line of a CSV table holds the names of its columns; where it does not, they are
    /// called <c>column1</c>, <c>column2</c> and so on. Default: null, as the first line and the rows below it
    /// show.</summary>
    [JsonPropertyOrder(4)]
    public bool? HasHeader { get; init; }

    /// <summary>
    /// In how many bins of about as many training rows each a table's number is read beside itself, standardised, at
    /// most <see cref="MostBins"/>: for each bin, how far through it the number lies; few different values have a bin
    /// between each two. Fewer where rows are few; 0 for none. Null, the default: as <see cref="BinsByData"/> says.
    /// </summary>
    /// <remarks>
    /// Gorishniy, Rubachev and Babenko, "On Embeddings for Numerical Features in Tabular Deep Learning" (NeurIPS 2022).
    /// What they bring is in <c>docs/performance.md</c>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above <see cref="MostBins"/>.</exception>
    public int? Bins
    {
        get;
        init =>
            field = value is null or (>= 0 and <= MostBins)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Bins),
                    value,
                    $"{nameof(Bins)} is {value}; it must be from 0 to {MostBins}."
                );
    }

    /// <summary>
    /// Without <see cref="Bins"/>, whether a table's numbers are read in 16, fewer of very many rows; of rows in time
    /// order, whose later values may lie where no bin has learned anything, only columns of few different values; not
    /// those of windows, nor more than 128 columns. Default: no, as in runs and models of before; the command says yes.
    /// </summary>
    public bool? BinsByData { get; init; }

    /// <summary>The most bins that a number can be read in: 32.</summary>
    public const int MostBins = 32;

    /// <summary>
    /// Whether sparse rows whose values are all 1 are read as the numbers of their features, as an embedding bag reads
    /// them. Default: no.
    /// </summary>
    public bool FeaturesAsIndices { get; init; }

    /// <summary>
    /// How lines and columns of text become numbers. Default: <see cref="TextOptions"/> as it is made.
    /// </summary>
    public TextOptions Text { get; init; } = new();

    /// <summary>How many rows of a table, one after another, make an example [rows, features]; 0, the default, leaves
    /// rows by themselves. The rows are then taken to be in order, and the last ones validate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 65,536.</exception>
    public int Window
    {
        get;
        init => field = Within(value, nameof(Window));
    }

    /// <summary>
    /// With <see cref="Window"/>, how many rows after the window's last the target stands: 0, the default, is that of
    /// the last row itself, 1 that of the next.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 65,536.</exception>
    public int Ahead
    {
        get;
        init => field = Within(value, nameof(Ahead));
    }

    /// <summary>
    /// With <see cref="Window"/>, whether the target's own past is read: at each row of the window the last target that
    /// is known there, never the one to forecast. That of the window's own rows where the target stands ahead; else
    /// that of the rows before its last, so that a window of one row has none. Default: no, as in runs and models of
    /// before; the command says yes.
    /// </summary>
    public bool? TargetPast { get; init; }

    /// <summary>
    /// With <see cref="TargetPast"/>, after how many rows a target of numbers repeats itself, such as 12 months: the
    /// value of a season before stands beside a result as a baseline. 0 for none. Default: null, found on the training
    /// rows where it is evident.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 65,536.</exception>
    public int? Season
    {
        get;
        init => field = value is { } season ? Within(season, nameof(Season)) : null;
    }

    /// <summary>Whether a window tells of the target's past.</summary>
    internal bool ReadsPast => TargetPast == true && Window > (Ahead == 0 ? 1 : 0);

    /// <summary>
    /// Random changes of the training rows, one after another, made anew in every epoch from <see cref="Seed"/>.
    /// Validation and test rows stay as they are. Default: none.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<Transforms.Transform> Transforms { get; init; } = [];

    /// <summary>Whether rows are read from their files as they are needed and not held in memory; not what is
    /// compressed as a whole, nor arrays in Fortran order. The numbers are the same. Default: only where the rows would
    /// take more than half of the memory there is.</summary>
    public bool Stream { get; init; }

    /// <summary>The most bytes that compressed data (a gzip of IDX images, the arrays of an .npz archive that are read,
    /// the PNG images of a folder) may become in memory; what would become more is refused before it is unpacked.
    /// <see cref="long.MaxValue"/> allows all. Default: 1 GiB, or 16 times the bytes of the file where that is
    /// more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    [JsonPropertyOrder(3)]
    public long? UnpackLimit
    {
        get;
        init =>
            field = value is null or >= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value),
                    value,
                    "UnpackLimit, the bytes that compressed data may become, is 1 or more."
                );
    }

    internal const int LongestWindow = 1 << 16;

    static int Within(int value, string name) =>
        value is >= 0 and <= LongestWindow
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} lies between 0 and {LongestWindow}.");
}
