namespace Surefoot.Training.Data;

/// <summary>A dataset that has its targets in memory, so that they can be counted without reading any input.</summary>
interface IKnownTargets
{
    /// <summary>The target of a row; null where it would have to be read from elsewhere.</summary>
    float? TargetOf(int row);
}
