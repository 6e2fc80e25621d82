namespace Surefoot.Training.Data.Images;

/// <summary>
/// Images of one size that stay in their files until they are needed. Any thread may read, and several may at once.
/// </summary>
interface IPixelFiles
{
    /// <summary>How many bytes the images would take in memory.</summary>
    long Length { get; }

    /// <summary>
    /// Refuses to go on with a file that was written to; of files that are looked at whenever they are read, that look
    /// is enough.
    /// </summary>
    /// <exception cref="DataException">One was.</exception>
    void RefuseChanged();

    /// <summary>Reads one image.</summary>
    /// <param name="image">Which, from 0.</param>
    /// <param name="pixels">Receives its bytes, plane after plane.</param>
    /// <exception cref="DataException">A file was changed, or cannot be read any more.</exception>
    void Read(int image, Span<byte> pixels);
}
