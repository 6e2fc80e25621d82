using Surefoot.Training.Data.Streaming;

namespace Surefoot.Training.Data.Images;

/// <summary>Images that stand one after another in one file or several, in records of one length.</summary>
/// <param name="files">The files, in order.</param>
/// <param name="first">The byte of each file at which its first record begins.</param>
/// <param name="record">The bytes of a record.</param>
/// <param name="before">How many bytes of a record stand before the pixels.</param>
sealed class PixelRecords(StreamedFile[] files, int first, int record, int before) : IPixelFiles
{
    /// <inheritdoc/>
    public long Length => files.Sum(file => file.Length);

    /// <inheritdoc/>
    public void RefuseChanged()
    {
        foreach (var file in files)
            file.RefuseChanged();
    }

    /// <inheritdoc/>
    public void Read(int image, Span<byte> pixels)
    {
        long left = image;
        foreach (var file in files)
        {
            long records = (file.Length - first) / record;
            if (left < records)
            {
                file.Read(pixels, first + (left * record) + before);
                return;
            }
            left -= records;
        }
        throw new ArgumentOutOfRangeException(nameof(image));
    }
}
