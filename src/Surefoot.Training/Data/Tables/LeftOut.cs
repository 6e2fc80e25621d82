namespace Surefoot.Training.Data.Tables;

/// <summary>Why a column is not read.</summary>
enum LeftOut
{
    /// <summary>It is read.</summary>
    No,

    /// <summary>The user said so.</summary>
    Ignored,

    /// <summary>It holds no value.</summary>
    Empty,

    /// <summary>It is the same in every training row.</summary>
    Constant,

    /// <summary>It is the same in every training row to within the rounding of numbers.</summary>
    Rounding,

    /// <summary>It only says which row it is.</summary>
    NumbersRows,

    /// <summary>It is text in which no word is common enough.</summary>
    NoWords,

    /// <summary>It is text with nearly as many values as rows.</summary>
    ManyValues,
}
