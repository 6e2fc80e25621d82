using System.Data.Common;
using System.Globalization;

namespace Surefoot.Databases.Tests;

/// <summary>Makes tables and asks for their rows, in any database.</summary>
static class DatabaseTable
{
    /// <summary>A table of named and typed columns, filled with rows.</summary>
    internal static void Create(
        DbConnection connection,
        string name,
        (string Name, string Type)[] columns,
        IEnumerable<object?[]> rows
    )
    {
        Execute(
            connection,
            $"CREATE TABLE {name} ({string.Join(", ", columns.Select(column => $"\"{column.Name}\" {column.Type}"))})"
        );
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText =
            $"INSERT INTO {name} VALUES "
            + $"({string.Join(", ", columns.Select((_, i) => $"@p{i.ToString(CultureInfo.InvariantCulture)}"))})";
        foreach (object?[] row in rows)
        {
            insert.Parameters.Clear();
            for (int i = 0; i < row.Length; i++)
            {
                var parameter = insert.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (
                    $"p{i.ToString(CultureInfo.InvariantCulture)}",
                    row[i] ?? DBNull.Value
                );
                insert.Parameters.Add(parameter);
            }
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    /// <summary>What a query answers, given to an action.</summary>
    internal static T Ask<T>(DbConnection connection, string query, Func<DbDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        return read(reader);
    }

    static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
