using System.Data;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Surefoot.Training.Data;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Data.Records;

namespace Surefoot.Databases.Tests;

/// <summary>
/// A network learns the same bytes of weights from a database as from the equal file, and predicts its rows alike.
/// </summary>
public sealed class DatabaseTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    const string Query = "SELECT * FROM rooms ORDER BY \"Id\"";

    static readonly RoomReading[] Readings = RoomReading.Make();

    readonly string folder = Directory.CreateTempSubdirectory("surefoot-databases-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    static void AssertSame(Predictions expected, Predictions actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int row = 0; row < expected.Count; row++)
            Assert.Equal(expected.Outputs(row).ToArray(), actual.Outputs(row).ToArray());
    }

    [Fact]
    public void Sqlite_gives_the_weights_of_the_file()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        // Its numbers are 64 bits wide, and it has no truth values: it keeps 1 and 0.
        DatabaseTable.Create(
            connection,
            "rooms",
            [
                ("Id", "INTEGER"),
                ("Date", "TEXT"),
                ("Temperature", "REAL"),
                ("Humidity", "REAL"),
                ("Light", "NUMERIC"),
                ("CO2", "REAL"),
                ("Side", "TEXT"),
                ("Heated", "INTEGER"),
                ("Remark", "TEXT"),
                ("Cleaned", "TEXT"),
                ("Bill", "TEXT"),
                ("Occupancy", "INTEGER"),
            ],
            Readings.Select(r =>
                (object?[])
                    [
                        r.Id,
                        r.Date,
                        r.Temperature,
                        Wide(r.Humidity),
                        r.Light,
                        r.CO2,
                        r.Side.ToString(),
                        r.Heated,
                        r.Remark,
                        r.Cleaned,
                        r.Bill,
                        r.Occupancy,
                    ]
            )
        );
        string path = Write(
            "rooms.csv",
            RoomReading
                .Csv(Readings)
                .Replace(",True,", ",1,", StringComparison.Ordinal)
                .Replace(",False,", ",0,", StringComparison.Ordinal)
        );
        var file = new Trained(DataLoader.Load(path, new() { Target = "Occupancy" }));
        file.AssertSame(
            new Trained(DatabaseTable.Ask(connection, Query, reader => TableData.From(reader, "Occupancy")))
        );
        using var predictor = new Predictor(file.Model);
        AssertSame(
            predictor.PredictFile(path),
            DatabaseTable.Ask(connection, Query, reader => predictor.PredictRows(reader))
        );
    }

    [PostgresFact]
    public void Postgres_gives_the_weights_of_the_file()
    {
        using var connection = new NpgsqlConnection(postgres.ConnectionString);
        connection.Open();
        DatabaseTable.Create(
            connection,
            "rooms",
            [
                ("Id", "integer"),
                ("Date", "timestamp"),
                ("Temperature", "double precision"),
                ("Humidity", "real"),
                ("Light", "numeric"),
                ("CO2", "double precision"),
                ("Side", "text"),
                ("Heated", "boolean"),
                ("Remark", "text"),
                ("Cleaned", "time"),
                ("Bill", "date"),
                ("Occupancy", "bigint"),
            ],
            Readings.Select(r =>
                (object?[])
                    [
                        r.Id,
                        r.Date,
                        r.Temperature,
                        r.Humidity,
                        r.Light,
                        r.CO2,
                        r.Side.ToString(),
                        r.Heated,
                        r.Remark,
                        r.Cleaned,
                        r.Bill,
                        r.Occupancy,
                    ]
            )
        );
        string path = Write("rooms.csv", RoomReading.Csv(Readings));
        var file = new Trained(DataLoader.Load(path, new() { Target = "Occupancy" }));
        var database = new Trained(DatabaseTable.Ask(connection, Query, reader => TableData.From(reader, "Occupancy")));
        file.AssertSame(database);
        Assert.Equal(file.Data.Fingerprint, database.Data.Fingerprint);
        file.AssertSame(new Trained(TableData.From(Readings, r => r.Occupancy)));
        using var predictor = new Predictor(file.Model);
        AssertSame(
            predictor.PredictFile(path),
            DatabaseTable.Ask(connection, Query, reader => predictor.PredictRows(reader))
        );
    }

    sealed record Occupied(
        DateTime Date,
        double Temperature,
        double Humidity,
        double Light,
        double CO2,
        double HumidityRatio,
        int Occupancy
    );

    [OccupancyFact]
    public void The_occupancy_data_gives_the_same_weights_from_everywhere()
    {
        string source = OccupancyFactAttribute.Source!;
        Occupied[] rows =
        [
            .. File.ReadLines(source)
                .Skip(1)
                .Select(line => line.Replace("\"", "", StringComparison.Ordinal).Split(','))
                .Select(f => new Occupied(
                    DateTime.Parse(f[1], CultureInfo.InvariantCulture),
                    Number(f[2]),
                    Number(f[3]),
                    Number(f[4]),
                    Number(f[5]),
                    Number(f[6]),
                    int.Parse(f[7], CultureInfo.InvariantCulture)
                )),
        ];
        var file = new Trained(DataLoader.Load(source, new() { Target = "Occupancy" }), epochs: 2);
        object?[][] values =
        [
            .. rows.Select(r =>
                (object?[])[r.Date, r.Temperature, r.Humidity, r.Light, r.CO2, r.HumidityRatio, r.Occupancy]
            ),
        ];
        (string, string)[] Columns(string date, string number, string whole) =>
            [
                ("date", date),
                ("Temperature", number),
                ("Humidity", number),
                ("Light", number),
                ("CO2", number),
                ("HumidityRatio", number),
                ("Occupancy", whole),
            ];
        const string Everything = "SELECT * FROM occupancy ORDER BY \"date\"";

        using var lite = new SqliteConnection("Data Source=:memory:");
        lite.Open();
        DatabaseTable.Create(lite, "occupancy", Columns("TEXT", "REAL", "INTEGER"), values);
        file.AssertSame(
            new Trained(DatabaseTable.Ask(lite, Everything, reader => TableData.From(reader, "Occupancy")), epochs: 2)
        );

        using var large = new NpgsqlConnection(postgres.ConnectionString);
        large.Open();
        DatabaseTable.Create(large, "occupancy", Columns("timestamp", "double precision", "integer"), values);
        file.AssertSame(
            new Trained(DatabaseTable.Ask(large, Everything, reader => TableData.From(reader, "Occupancy")), epochs: 2)
        );
        using var table = DatabaseTable.Ask(
            large,
            Everything,
            reader =>
            {
                var loaded = new DataTable("occupancy") { Locale = CultureInfo.InvariantCulture };
                loaded.Load(reader);
                return loaded;
            }
        );
        file.AssertSame(new Trained(TableData.From(table, "Occupancy"), epochs: 2));

        file.AssertSame(
            new Trained(
                TableData.From(
                    rows.Select(r => new
                    {
                        date = r.Date,
                        r.Temperature,
                        r.Humidity,
                        r.Light,
                        r.CO2,
                        r.HumidityRatio,
                        r.Occupancy,
                    }),
                    r => r.Occupancy
                ),
                epochs: 2
            )
        );
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // The number of 64 bits with the same shortest text, which is what a file would hold.
    static double Wide(float number) =>
        double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
