using System.Data;
using System.Diagnostics.CodeAnalysis;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Records;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Predicting;

/// <content>Many rows at once. A model of windows says one prediction for each window of the rows.</content>
public sealed partial class Predictor
{
    /// <summary>Predicts records, objects or dictionaries, in their order.</summary>
    /// <typeparam name="TRow">Their type, as for <see cref="Predict{TRow}(TRow)"/>.</typeparam>
    /// <param name="rows">The rows, gone through once.</param>
    /// <param name="notes">Receives what was noticed, one sentence each.</param>
    /// <exception cref="Data.DataException">
    /// A field is lacking or unknown, or a value cannot be used; or the model reads no table.
    /// </exception>
    public Predictions PredictRows<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
        IEnumerable<TRow> rows,
        ICollection<string>? notes = null
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var walk = rows.GetEnumerator();
        return walk is IEnumerator<IReadOnlyDictionary<string, object?>> dictionaries
            ? PredictRows(DictionaryRecords.Open(dictionaries), strict: true, notes)
            : PredictRows(new ObjectRecords<TRow>(walk), strict: false, notes);
    }

    /// <summary>
    /// Predicts what a query answers, in its order; columns that the model does not read are passed over.
    /// </summary>
    /// <param name="reader">
    /// The reader, before its first row; it is read to the end of its result and not closed.
    /// </param>
    /// <param name="notes">Receives what was noticed, one sentence each.</param>
    /// <exception cref="Data.DataException">
    /// A column is lacking, or a value cannot be used; or the model reads no table.
    /// </exception>
    public Predictions PredictRows(IDataReader reader, ICollection<string>? notes = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return PredictRows(new ReaderRecords(reader), strict: false, notes);
    }

    /// <summary>
    /// Predicts the rows of a table of System.Data; columns that the model does not read are passed over.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="notes">Receives what was noticed, one sentence each.</param>
    /// <exception cref="Data.DataException">
    /// A column is lacking, or a value cannot be used; or the model reads no table.
    /// </exception>
    public Predictions PredictRows(DataTable table, ICollection<string>? notes = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return PredictRows(new DataTableRecords(table), strict: false, notes);
    }

    /// <summary>Predicts the rows of a data set, which are what the network reads: its preprocessing is done.</summary>
    /// <param name="rows">The rows; their targets are not looked at.</param>
    /// <exception cref="ArgumentException">The rows are of another shape.</exception>
    public Predictions PredictRows(IDataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Model.Predict(rows);
    }

    /// <summary>
    /// Predicts the rows of a file or folder in the format of the training data, as the command does.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="notes">Receives what was noticed, one sentence each.</param>
    /// <exception cref="Data.DataException">The data cannot be read or does not fit the model.</exception>
    public Predictions PredictFile(string path, ICollection<string>? notes = null) =>
        Model.Predict(preprocessing.Open(path, requireTargets: false, notes ?? []));

    Predictions PredictRows(RecordSource source, bool strict, ICollection<string>? notes)
    {
        var windows = preprocessing as WindowPreprocessing;
        IDataset rows = RequireNames().Read(source, strict, notes ?? [], withTarget: windows is { Past: not null });
        return Model.Predict(windows is null ? rows : windows.Over(rows, source.Name, forecasts: true));
    }
}
