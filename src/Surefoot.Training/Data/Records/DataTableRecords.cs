using System.Data;

namespace Surefoot.Training.Data.Records;

/// <summary>The rows of a table of System.Data that are not deleted.</summary>
/// <param name="table">The table.</param>
sealed class DataTableRecords(DataTable table)
    : RecordSource(
        table.TableName.Length > 0 ? table.TableName : "the table",
        [.. table.Columns.Cast<DataColumn>().Select(column => column.ColumnName)]
    )
{
    int next;
    DataRow? row;

    /// <inheritdoc/>
    internal override object? this[int field] => Named(row![field], table.Columns[field].DataType);

    /// <inheritdoc/>
    protected override bool Next()
    {
        while (next < table.Rows.Count)
        {
            row = table.Rows[next++];
            if (row.RowState is not (DataRowState.Deleted or DataRowState.Detached))
                return true;
        }
        return false;
    }
}
