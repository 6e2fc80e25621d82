namespace Surefoot.Training.Formats;

/// <summary>
/// What a file of ours may hold at most, counted while it is read and before anything is made of it: a small or hostile
/// file then costs no more than its own bytes. Training refuses data that would go beyond, so no model of ours does.
/// <c>docs/formats.md</c> states them.
/// </summary>
static class ModelBounds
{
    /// <summary>
    /// Values in a text of JSON, names of members not counted: objects, lists, texts, numbers, true, false and null.
    /// </summary>
    public const int Values = 1 << 23;

    /// <summary>How deep objects and lists of a preprocessing or a record are nested.</summary>
    public const int Depth = 16;

    /// <summary>Columns of a table.</summary>
    public const int Columns = 1 << 18;

    /// <summary>Classes of a target.</summary>
    public const int Classes = 1 << 20;

    /// <summary>Items of the lists of a preprocessing, by the names that they have in it.</summary>
    /// <param name="inputs">How many numbers the network takes: a column makes one or more of them.</param>
    /// <param name="outputs">How many it gives: one for each class.</param>
    public static (string Name, int Most)[] PreprocessingLists(int inputs = Columns, int outputs = Classes) =>
        [
            ("columns", Math.Min(inputs, Columns)),
            ("leftOut", Columns),
            ("fields", Columns),
            ("values", Data.Tables.CategoryColumn.MostCategories),
            ("edges", Data.Tables.NumberBins.MostEdges),
            ("classes", Math.Min(outputs, Classes)),
            ("largest", Data.Sparse.SvmFile.MostFeatures + 1),
            ("labels", byte.MaxValue + 1),
            ("names", byte.MaxValue + 1),
        ];

    /// <summary>Bytes of the header of a safetensors file.</summary>
    public const int HeaderBytes = 2 << 20;
}
