using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Records;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Runs;
using DataException = Surefoot.Training.Data.DataException;

namespace Surefoot.Training.Predicting;

/// <summary>
/// Predicts inside a program, one row or many. Make one for a model and share it: any number of threads may use it at
/// once, no lock is held while a row is computed, and every prediction has the same bits whatever is predicted beside
/// it, alone or in a batch.
/// </summary>
/// <example>
/// <code>
/// using Predictor predictor = Predictor.Load("model.safetensors");
/// RowPrediction said = predictor.Predict(new { Area = 50, Side = "south" });
/// Console.WriteLine(said.Value);
/// </code>
/// </example>
/// <remarks>
/// <para>Rows are given as they were before training: numbers in their own units, dates, categories. The model does to
/// them what it did to the training rows, so a value that is missing (null, DBNull, NaN) and a category that training
/// did not see mean what they mean in a file. A field that is lacking is an error that names it.</para>
/// <para>Safe to share: the predictor, its model, predictions. Not safe: to train the network, to write to its weights
/// or to load into it while a prediction runs; and a layer of your own must keep nothing of a row in its fields, since
/// several threads compute with it at once. Memory is kept for as many rows as were ever predicted at the same time;
/// <see cref="Dispose"/> gives it back, and so does the garbage collector.</para>
/// </remarks>
public sealed partial class Predictor : IDisposable
{
    readonly Preprocessing preprocessing;
    readonly NamedRows? named;
    readonly FreeList<Workspace> free;
    readonly ConcurrentDictionary<Type, int[]> types = new();

    /// <summary>A predictor of a model at hand.</summary>
    /// <param name="model">The model; its network is used and not copied.</param>
    public Predictor(SavedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        preprocessing = model.Preprocessing;
        // From here on reading a row of a table writes nothing.
        foreach (var table in model.Network.Tables)
            table.Flush();
        named = Table(preprocessing) is { } columns ? new(columns) : null;
        Fields =
        [
            .. named?.Names ?? [],
            .. preprocessing is WindowPreprocessing { Past: not null } ? [preprocessing.TargetName] : (string[])[],
        ];
        var text = preprocessing as TextPreprocessing;
        free = new(() => new(model.Network, preprocessing.InputShape, text?.Encoder()));
    }

    /// <summary>The model.</summary>
    public SavedModel Model { get; }

    /// <summary>
    /// The names of the fields that a row has, in the order in which a span holds them, the target last where windows
    /// read its past; empty where rows have no names.
    /// </summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>
    /// How many numbers a row has that is given as a span: of a table one for each of <see cref="Fields"/>, of images,
    /// arrays and sparse rows one for each place of the input, of a window those of its rows one after another. 0 where
    /// a row holds more than numbers, such as a category or a date, or text.
    /// </summary>
    public int RowLength => preprocessing.RowLength;

    /// <summary>How many workspaces were made: as many as there ever were predictions at once.</summary>
    internal int Workspaces => free.Made;

    /// <summary>Reads a model that was saved.</summary>
    /// <param name="path">The file.</param>
    /// <param name="registry">Kinds of layers and losses of one's own; null for none.</param>
    /// <exception cref="Formats.ModelFileException">
    /// The file is missing, damaged, of a newer version, no model of Surefoot's, or has a kind that is not known.
    /// </exception>
    public static Predictor Load(string path, ModelRegistry? registry = null) => new(SavedModel.Load(path, registry));

    /// <summary>
    /// Predicts a row of a table whose values have names. A name that the training table did not have is an error; its
    /// other columns, and the target, may be there and are not read.
    /// </summary>
    /// <param name="row">A value for each of <see cref="Fields"/>; null where it is missing.</param>
    /// <exception cref="DataException">
    /// A field is lacking or unknown, or a value cannot be used; or the model reads no table.
    /// </exception>
    public RowPrediction Predict(IReadOnlyDictionary<string, object?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var rows = RequireNames();
        if (rows.Names.All(row.ContainsKey))
        {
            rows.RefuseUnknown(TheRow, row.Keys);
            return Predict(rows, row, (values, column) => values[rows.Names[column]]);
        }
        string[] names = [.. row.Keys];
        int[] fields = rows.Find(TheRow, names);
        rows.RefuseUnknown(TheRow, names);
        return Predict(rows, row, (values, column) => values[names[fields[column]]], rows.Note(TheRow, names, fields));
    }

    /// <inheritdoc cref="Predict(IReadOnlyDictionary{string, object?})"/>
    public RowPrediction Predict(Dictionary<string, object?> row) => Predict((IReadOnlyDictionary<string, object?>)row);

    /// <summary>
    /// Predicts a record, an object of a class or of an anonymous type by its public properties; those that the model
    /// does not read are passed over.
    /// </summary>
    /// <typeparam name="TRow">
    /// Its type, with a property for each of <see cref="Fields"/>, called so or by a ColumnAttribute.
    /// </typeparam>
    /// <param name="row">The row.</param>
    /// <exception cref="DataException">
    /// A field is lacking, or a value cannot be used; or the model reads no table.
    /// </exception>
    public RowPrediction Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
        TRow row
    )
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row is IReadOnlyDictionary<string, object?> dictionary)
            return Predict(dictionary);
        if (row is IDictionary others)
            return Predict(
                others.Keys.OfType<string>().ToDictionary(key => key, key => others[key], StringComparer.Ordinal)
            );
        var rows = RequireNames();
        int[] fields = types.GetOrAdd(typeof(TRow), static (_, model) => model.Find(TheRow, RowType<TRow>.Names), rows);
        return Predict(
            rows,
            row,
            (record, column) => RowType<TRow>.Value(record, fields[column]),
            rows.Note(TheRow, RowType<TRow>.Names, fields)
        );
    }

    /// <summary>Predicts the class of a line of text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="DataException">The model reads no lines of text.</exception>
    public RowPrediction Predict(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (preprocessing is not TextPreprocessing)
            throw Misfit("a line of text");
        var entry = free.Take();
        try
        {
            byte[] line = Encoding.UTF8.GetBytes(text);
            var input = entry.Value.Begin();
            entry.Value.Text!.Encode(line, input);
            bool known = !entry.Value.Text.Numbers(line).IsEmpty;
            return new(
                preprocessing,
                entry.Value.Compute(),
                Model.Threshold,
                known ? [] : ["The text has no word that training saw often enough."]
            );
        }
        finally
        {
            free.Return(entry);
        }
    }

    /// <summary>Gives the memory back. Predictions that are running end as they would have.</summary>
    public void Dispose() => free.Dispose();

    const string TheRow = "The row";

    static TablePreprocessing? Table(Preprocessing preprocessing) =>
        preprocessing switch
        {
            TablePreprocessing table => table,
            WindowPreprocessing windows => Table(windows.Rows),
            _ => null,
        };

    RowPrediction Predict<TRow>(NamedRows rows, TRow row, NamedRows.FieldValue<TRow> value, string? note = null)
    {
        if (preprocessing is WindowPreprocessing)
            throw Misfit("one row");
        var entry = free.Take();
        try
        {
            var unseen = new int[rows.Names.Count];
            var doubtful = new string?[unseen.Length];
            var place = Place.OfRow(TheRow, 0);
            rows.Encode(row, value, place, entry.Value.Cells, entry.Value.Begin(), unseen, doubtful);
            return new(
                preprocessing,
                entry.Value.Compute(),
                Model.Threshold,
                [
                    .. note is null ? (string[])[] : [note],
                    .. rows.DoubtNotes(TheRow, doubtful),
                    .. RowEncoder.Notes((TablePreprocessing)preprocessing, unseen, TheRow),
                ]
            );
        }
        finally
        {
            free.Return(entry);
        }
    }

    NamedRows RequireNames() => named ?? throw Misfit("a row of named fields");

    DataException Misfit(string given) => new($"The model does not read {given}. Give it {preprocessing.RowForm}.");
}
