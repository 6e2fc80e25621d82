namespace Surefoot.Threading;

/// <summary>Work cut into numbered pieces that may run in any order, on any thread, at the same time.</summary>
public interface IJob
{
    /// <summary>Does one piece.</summary>
    /// <param name="piece">Its number, from 0.</param>
    void Execute(int piece);
}
