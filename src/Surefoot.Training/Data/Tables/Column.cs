using System.Text.Json.Nodes;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// How one column becomes numbers, as fitted to the training rows. Where values were missing among those, a last number
/// says so: 1 where the value is missing, 0 where it is there.
/// </summary>
/// <param name="name">The column's name.</param>
/// <param name="parts">How many numbers a value becomes.</param>
/// <param name="saysMissing">Whether there is a last number for missing values.</param>
abstract class Column(string name, int parts, bool saysMissing)
{
    /// <summary>The column's name.</summary>
    internal string Name => name;

    /// <summary>How many numbers the column becomes.</summary>
    internal int Width => parts + (saysMissing ? 1 : 0);

    /// <summary>Whether there is a last number for missing values.</summary>
    internal bool SaysMissing => saysMissing;

    /// <summary>The kind in JSON.</summary>
    protected abstract string Kind { get; }

    /// <summary>
    /// Writes one value as <see cref="Width"/> numbers. A missing value is all zeros, which for a number is the mean.
    /// </summary>
    /// <returns>False for a category that training did not see.</returns>
    /// <exception cref="DataException">The value is not of the column's kind.</exception>
    internal bool Encode(in Cell cell, Span<float> into)
    {
        into.Clear();
        if (!cell.IsMissing)
            return EncodeValue(cell, into[..parts]);
        if (saysMissing)
            into[parts] = 1;
        return true;
    }

    /// <summary>Everything there is to store.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["kind"] = Kind,
            ["name"] = Name,
            ["missing"] = saysMissing,
        };
        Store(json);
        return json;
    }

    /// <summary>What <see cref="ToJson"/> stored.</summary>
    /// <exception cref="DataException">The JSON is damaged.</exception>
    internal static Column Restore(StoredJson json)
    {
        string name = json["name"].Text();
        bool saysMissing = json["missing"].Flag();
        return json["kind"].Text() switch
        {
            NumberColumn.JsonKind => NumberColumn.Restore(name, saysMissing, json),
            CategoryColumn.JsonKind => CategoryColumn.Restore(name, saysMissing, json),
            DateColumn.JsonKind => DateColumn.Restore(name, saysMissing, json),
            PresenceColumn.JsonKind => new PresenceColumn(name),
            _ => throw json.Damaged("kind"),
        };
    }

    /// <summary>Writes a value that is there into zeroed numbers.</summary>
    /// <returns>False for a category that training did not see.</returns>
    protected abstract bool EncodeValue(in Cell cell, Span<float> into);

    /// <summary>Adds what this kind has to store.</summary>
    protected abstract void Store(JsonObject json);
}
