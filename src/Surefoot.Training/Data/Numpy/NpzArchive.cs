using System.IO.Compression;

namespace Surefoot.Training.Data.Numpy;

/// <summary>An .npz file: a ZIP archive of .npy files, compressed or not.</summary>
sealed class NpzArchive : IDisposable
{
    const string Ending = ".npy";

    // Deflate cannot shrink anything more than this, so a size beyond it is a lie; NumPy packs in no other way.
    const long LargestRatio = 1032;

    readonly string path;
    readonly FileStream file;
    readonly ZipArchive zip;
    readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);

    readonly long? unpackLimit;

    // What the compressed arrays that were opened take, packed and unpacked: many of them must not become together what
    // one may not.
    readonly HashSet<string> opened = new(StringComparer.Ordinal);
    long packed;
    Int128 unpacked;

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unpackLimit">
    /// What those of its arrays that are read may unpack to together, as <see cref="UnpackLimit"/> has it.
    /// </param>
    /// <exception cref="DataException">It cannot be read or is no archive of arrays.</exception>
    internal NpzArchive(string path, long? unpackLimit = null)
    {
        (this.path, this.unpackLimit) = (path, unpackLimit);
        file = DataFile.Open(path);
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read);
            foreach (var entry in zip.Entries)
            {
                if (!entry.FullName.EndsWith(Ending, StringComparison.Ordinal))
                    continue;
                if (!entries.TryAdd(entry.FullName[..^Ending.Length], entry))
                    throw new DataException(
                        $"{path} holds the array {NoteText.Shown(entry.FullName[..^Ending.Length])} twice. "
                            + "Save it again with numpy.savez."
                    );
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            file.Dispose();
            throw new DataException(
                $"{path} is not a ZIP archive, as an .npz file is, or it is cut short. Fetch it again.",
                e
            );
        }
        catch (DataException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The names of the arrays, in the order of the archive.</summary>
    internal IReadOnlyList<string> Names => [.. entries.Keys];

    /// <summary>
    /// The name of an array in the letters of the archive, whatever case is asked for; null where there is none.
    /// </summary>
    internal string? Find(string name) =>
        entries.ContainsKey(name)
            ? name
            : entries.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>One array; the archive must stay open while it is read.</summary>
    /// <exception cref="DataException">
    /// It is no array of numbers, or the archive declares sizes that cannot be.
    /// </exception>
    internal NpyArray Array(string name)
    {
        var entry = entries[name];
        string shown = $"{path}, array {NoteText.Shown(name)}";
        if (entry.Length > (entry.CompressedLength + 1) * LargestRatio)
            throw new DataException(
                $"{shown}: {NoteText.Count(entry.Length, "byte")} are declared for "
                    + $"{NoteText.Count(entry.CompressedLength)} compressed ones, more than can be. Fetch it again."
            );
        var array = NpyArray.Open(shown, entry.Length, () => Opened(entry, shown), Stored(entry, shown));
        if (entry.CompressedLength < entry.Length && opened.Add(name))
        {
            packed += entry.CompressedLength;
            unpacked += Int128.Max(entry.Length, array.MostMemory);
        }
        return array;
    }

    /// <summary>To be called when all arrays that will be read were opened, and before one is read.</summary>
    /// <exception cref="DataException">Together they would unpack to more than they may.</exception>
    internal void CheckUnpacked()
    {
        string name =
            opened.Count == 1
                ? $"{path}, array {NoteText.Shown(opened.First())}"
                : $"{path}, {NoteText.Count(opened.Count, "array")},";
        UnpackLimit.Check(unpackLimit, name, packed, unpacked, "Or save it with numpy.savez, which does not compress.");
    }

    // Where an array's bytes stand in the archive, if they do: an entry that is not compressed has as many bytes as it
    // unpacks to and begins with the same ones, and when one was read from it, the file stands behind that one.
    (string Path, long Start)? Stored(ZipArchiveEntry entry, string shown)
    {
        const int Compared = 64;
        if (entry.CompressedLength != entry.Length || entry.Length < Compared)
            return null;
        using var content = Opened(entry, shown, buffered: false);
        Span<byte> first = stackalloc byte[Compared],
            raw = stackalloc byte[Compared];
        try
        {
            if (content.ReadByte() is not (>= 0 and var start))
                return null;
            long begin = file.Position - 1;
            first[0] = (byte)start;
            if (begin < 0 || content.ReadAtLeast(first[1..], Compared - 1, throwOnEndOfStream: false) < Compared - 1)
                return null;
            return RandomAccess.Read(file.SafeFileHandle, raw, begin) == Compared && raw.SequenceEqual(first)
                ? (path, begin)
                : null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // What cannot be unpacked is refused when it is read.
            return null;
        }
    }

    static Stream Opened(ZipArchiveEntry entry, string shown, bool buffered = true)
    {
        try
        {
            return buffered ? new BufferedStream(entry.Open()) : entry.Open();
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or IOException)
        {
            throw new DataException(
                $"{shown} cannot be unpacked: it is damaged, or packed or encrypted in a way that NumPy does "
                    + "not use. Save it again with numpy.savez.",
                e
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose() => zip.Dispose();
}
