using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>
/// How a row of a source becomes the numbers that a network reads, as fitted to the training rows. It is stored with
/// the model, so that predicting needs nothing else; restored from its JSON it gives the same bits.
/// </summary>
public abstract class Preprocessing
{
    private protected Preprocessing() { }

    /// <summary>What the target is.</summary>
    public abstract TaskKind Task { get; }

    /// <summary>The shape of one row's input.</summary>
    public abstract Shape InputShape { get; }

    /// <summary>The names of the classes, in the order of their indices; empty for regression.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>What is learned: the target column's name, or a word such as <c>label</c> for images.</summary>
    public abstract string TargetName { get; }

    /// <summary>Regression: the target's mean over the training rows, in its own units. Classification: 0.</summary>
    public virtual double TargetMean => 0;

    /// <summary>Regression: the target's standard deviation over the training rows, in its own units; a root mean
    /// squared error times it is in the target's units, and an output times it plus <see cref="TargetMean"/> is a
    /// prediction. Classification: 1.</summary>
    public virtual double TargetScale => 1;

    /// <summary>How many numbers a network puts out for this target: one for each class, or one.</summary>
    public int Outputs => Task == TaskKind.Classification ? Classes.Count : 1;

    /// <summary>
    /// How many different words there are, where a row is a list of their numbers from 0 on, with −1 for a place that
    /// is not used, as an embedding bag reads it; 0 where a row is anything else.
    /// </summary>
    public virtual int Vocabulary => 0;

    /// <summary>
    /// The places of a row that hold the words of texts, where a table has columns that are read so; none else. A
    /// network that reads them is made with <see cref="ModelDescription.Bags"/>.
    /// </summary>
    public virtual IReadOnlyList<WordBag> Bags => [];

    /// <summary>
    /// How many numbers a row has before anything is done to it, where it is nothing but numbers; else 0.
    /// </summary>
    internal virtual int RowLength => 0;

    /// <summary>Whether NaN stands for a missing value among those numbers; else they are finite.</summary>
    internal virtual bool RowsMayMiss => false;

    /// <summary>What a program gives to predict a row, for messages.</summary>
    internal abstract string RowForm { get; }

    /// <summary>
    /// Writes what a network reads for a row of plain numbers: the same bits as for that row of a file. It is
    /// thread-safe and allocates nothing.
    /// </summary>
    /// <param name="row"><see cref="RowLength"/> numbers in their own units.</param>
    /// <param name="input">Receives a row of <see cref="InputShape"/>.</param>
    /// <exception cref="DataException">A number cannot be read.</exception>
    internal virtual void Encode(ReadOnlySpan<float> row, Span<float> input) =>
        throw new System.Diagnostics.UnreachableException();

    /// <summary>Reads rows to evaluate or to predict, in the order of the source.</summary>
    /// <param name="path">A file or folder in the format of the training data.</param>
    /// <param name="requireTargets">
    /// Whether the rows must have targets; if not, targets that are there are not read.
    /// </param>
    /// <exception cref="DataException">The data cannot be read or does not fit this preprocessing.</exception>
    public IDataset Open(string path, bool requireTargets) => Open(path, requireTargets, []);

    /// <summary>Reads rows to evaluate or to predict, in the order of the source, and says what was noticed.</summary>
    /// <param name="path">A file or folder in the format of the training data.</param>
    /// <param name="requireTargets">
    /// Whether the rows must have targets; if not, targets that are there are not read.
    /// </param>
    /// <param name="notes">
    /// Receives what the user should know, one sentence each: rows with categories or without words that training saw.
    /// </param>
    /// <exception cref="DataException">The data cannot be read or does not fit this preprocessing.</exception>
    public abstract IDataset Open(string path, bool requireTargets, ICollection<string> notes);

    /// <summary>The same, with what compressed data may become in memory.</summary>
    /// <param name="path">A file or folder in the format of the training data.</param>
    /// <param name="requireTargets">
    /// Whether the rows must have targets; if not, targets that are there are not read.
    /// </param>
    /// <param name="notes">Receives what the user should know, one sentence each.</param>
    /// <param name="unpackLimit">As <see cref="DataOptions.UnpackLimit"/> has it; null for its default.</param>
    /// <exception cref="DataException">
    /// The data cannot be read, does not fit this preprocessing, or would become more than is allowed.
    /// </exception>
    public virtual IDataset Open(string path, bool requireTargets, ICollection<string> notes, long? unpackLimit) =>
        Open(path, requireTargets, notes);

    /// <summary>Everything there is to store.</summary>
    internal abstract StoredPreprocessing Stored { get; }

    // A number must be there, and words are other ones than those of run.json.
    static readonly JsonSerializerOptions Files = JsonFile.With([
        new Given(),
        new Choice<TaskKind>(["classification", "regression"]),
        new Choice<TextForm>(["presence", "logCounts", "indices"]),
        new Choice<DecimalMark>(["unsaid", "point", "comma"]),
        new Choice<DateOrder>([
            "year-month-day",
            "day-month-year",
            "month-day-year",
            "time",
            "day-month-yy",
            "month-day-yy",
            "yy-month-day",
            "day-name-year",
            "name-day-year",
            "year-month",
            "month-year",
            "name-year",
        ]),
    ]);

    static JsonTypeInfo<StoredPreprocessing> Shape =>
        (JsonTypeInfo<StoredPreprocessing>)Files.GetTypeInfo(typeof(StoredPreprocessing));

    /// <summary>Everything there is to store, as JSON; doubles keep their bits.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(Stored, Shape)!.AsObject();

    /// <summary>The preprocessing that <see cref="ToJson"/> stored.</summary>
    /// <param name="node">The JSON.</param>
    /// <exception cref="DataException">The JSON is not a preprocessing that this version knows.</exception>
    public static Preprocessing FromJson(JsonNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return FromJson(JsonFile.Utf8(node));
    }

    /// <summary>The same of its text, whose lists are counted before anything is made of them.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="isCounted">Whether that has been done.</param>
    internal static Preprocessing FromJson(ReadOnlySpan<byte> utf8, bool isCounted = false)
    {
        try
        {
            if (!isCounted)
                JsonCount.Check(utf8, lists: ModelBounds.PreprocessingLists());
            Preprocessing made = JsonSerializer.Deserialize(utf8, Shape)!.Made;
            // Only windows that read the target's past can do without columns.
            if (made.InputShape.Length == 0)
                throw new WrongValueException("is not as expected", ".columns");
            return made;
        }
        catch (JsonException e)
        {
            (string path, string complaint) = JsonFile.Wrong(e);
            throw new DataException(
                "The preprocessing stored with the model is damaged or from a newer version: "
                    + $"preprocessing{path[1..]} {(complaint == "is missing" ? complaint : "is not as expected")}. "
                    + "Train the model again.",
                e
            );
        }
    }
}
