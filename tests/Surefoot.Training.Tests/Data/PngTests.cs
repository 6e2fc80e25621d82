using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class PngTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Noise(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 193) ^ (i >> 3)))];

    string Put(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        return folder.Write(name, bytes);
    }

    // Six grey images of 3×2 pixels in two classes.
    void PutTwoClasses(string inside = "")
    {
        for (int i = 0; i < 6; i++)
            Put($"{inside}{(i % 2 == 0 ? "cat" : "dog")}/{i}.png", PngBytes.Grey(3, 2, Noise(6 + i)[i..]));
    }

    string Refusal() => Assert.Throws<DataException>(() => DataLoader.Load(folder.Root, new())).Message;

    [Fact]
    public void The_checksum_is_that_of_the_standard() => Assert.Equal(0xCBF43926, PngChunks.Checksum("123456789"u8));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void Samples_of_8_and_16_bits_come_out_of_every_filter(int colour)
    {
        int samples = colour switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        const int Width = 5,
            Height = 11,
            Plane = Width * Height;
        byte[] noise = Noise(Plane * samples);
        var image = PngImage.Decode(PngBytes.File(Width, Height, 8, colour, noise), "a.png");
        // Of 16 bits, 257 times the byte is exactly the same shade.
        var wide = PngImage.Decode(
            PngBytes.File(Width, Height, 16, colour, [.. noise.SelectMany(value => new[] { value, value })]),
            "a.png"
        );
        Assert.Equal((colour is 2 or 6, colour is 4 or 6), (image.HasColour, image.HasAlpha));
        for (int at = 0; at < Plane; at++)
        {
            var pixel = noise.AsSpan(at * samples, samples);
            bool grey = samples < 3;
            Assert.Equal(pixel[0], image.Pixels[at]);
            Assert.Equal(pixel[grey ? 0 : 1], image.Pixels[at + Plane]);
            Assert.Equal(pixel[grey ? 0 : 2], image.Pixels[at + (2 * Plane)]);
            Assert.Equal(image.HasAlpha ? pixel[^1] : 255, image.Pixels[at + (3 * Plane)]);
        }
        Assert.Equal(image.Pixels, wide.Pixels);
    }

    [Theory]
    [InlineData(1, new byte[] { 0b10100000, 0b01000000 }, new byte[] { 255, 0, 255, 0, 255, 0 })]
    [InlineData(2, new byte[] { 0b00011000, 0b11100100 }, new byte[] { 0, 85, 170, 255, 170, 85 })]
    [InlineData(4, new byte[] { 0x0F, 0x10, 0x27, 0xC0 }, new byte[] { 0, 255, 17, 34, 119, 204 })]
    public void Grey_of_fewer_bits_is_spread_over_256_shades(int depth, byte[] lines, byte[] expected) =>
        Assert.Equal(expected, PngImage.Decode(PngBytes.File(3, 2, depth, 0, lines), "a.png").Pixels[..6]);

    [Fact]
    public void A_palette_gives_colours_and_transparency()
    {
        var image = PngImage.Decode(
            PngBytes.File(
                4,
                1,
                2,
                3,
                [0b00011011],
                palette: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
                transparency: [0, 128]
            ),
            "a.png"
        );
        Assert.Equal([1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12, 0, 128, 255, 255], image.Pixels);
        Assert.True(image.HasColour && image.HasAlpha && !image.Opaque);
    }

    [Fact]
    public void A_transparent_colour_is_transparent_where_it_fits_exactly()
    {
        var image = PngImage.Decode(
            PngBytes.File(2, 1, 8, 2, [9, 8, 7, 9, 8, 6], transparency: [0, 9, 0, 8, 0, 7]),
            "a.png"
        );
        Assert.Equal([0, 255], image.Pixels[6..]);
    }

    [Fact]
    public void Folders_are_classes_and_what_was_fitted_is_restored()
    {
        PutTwoClasses();
        Put("dog/notes.txt", [1]);
        var data = DataLoader.Load(folder.Root, new() { ValidationShare = 0.34 });
        Assert.Equal(["cat", "dog"], data.Preprocessing.Classes);
        Assert.Equal((4, 2), (data.Training.Count, data.Validation.Count));
        Assert.Contains("1 file in these folders is no PNG image and left out.", data.Notes);
        var restored = Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        Assert.Equal(data.Preprocessing.Classes, restored.Classes);
        var rows = restored.Open(folder.Root, requireTargets: true);
        Assert.Equal([0, 0, 0, 1, 1, 1], rows.Targets());
        Assert.Equal(Noise(6).Select(pixel => pixel * (1f / 255)), rows.Inputs(0));
        Assert.Equal(rows.Inputs(3), restored.Open(folder["dog/1.png"], requireTargets: false).AllInputs());
        Assert.Equal(3, restored.Open(folder["dog"], requireTargets: false).Count);
        Assert.Contains(
            "images without classes",
            Assert.Throws<DataException>(() => restored.Open(folder["dog"], requireTargets: true)).Message
        );
    }

    [Fact]
    public void Folders_called_train_and_test_are_the_parts()
    {
        PutTwoClasses("train/");
        PutTwoClasses("test/");
        File.Delete(folder["test/cat/0.png"]);
        var data = DataLoader.Load(folder.Root, new());
        Assert.Equal([0, 0, 1, 1, 1], data.Test!.Targets());
        Directory.Move(folder["test/dog"], folder["test/wolf"]);
        Assert.Contains("wolf is not a class that was trained; those are cat and dog", Refusal());
    }

    [Fact]
    public void Mixed_kinds_share_the_channels_that_hold_all()
    {
        PutTwoClasses();
        Put("cat/rgb.png", PngBytes.File(3, 2, 8, 2, Noise(18)));
        var data = DataLoader.Load(folder.Root, new());
        Assert.Equal(new Shape(3, 2, 3), data.Preprocessing.InputShape);
        float[] grey = data.Preprocessing.Open(folder["cat/0.png"], requireTargets: false).AllInputs();
        Assert.Equal(grey[..6], grey[6..12]);
        Put("cat/alpha.png", PngBytes.File(3, 2, 8, 4, Noise(12)));
        Assert.Equal(new Shape(4, 2, 3), DataLoader.Load(folder.Root, new()).Preprocessing.InputShape);
        Assert.Contains(
            "is transparent in places",
            Assert
                .Throws<DataException>(() => data.Preprocessing.Open(folder["cat/alpha.png"], requireTargets: false))
                .Message
        );
    }

    [Theory]
    [InlineData("cat/0.png", 4)]
    [InlineData("dog/5.png", 4)]
    [InlineData("dog/5.png", 3)]
    public void A_transparent_colour_counts_in_whichever_image_it_stands(string name, int channels)
    {
        PutTwoClasses();
        byte[] pixels = Noise(18),
            key = channels == 4 ? [0, pixels[3], 0, pixels[4], 0, pixels[5]] : [0, 1, 0, 2, 0, 3];
        Put(name, PngBytes.File(3, 2, 8, 2, pixels, transparency: key));
        Assert.Equal(new Shape(channels, 2, 3), DataLoader.Load(folder.Root, new()).Preprocessing.InputShape);
    }

    [Fact]
    public void The_image_of_another_size_is_named()
    {
        PutTwoClasses();
        string odd = Put("dog/odd.png", PngBytes.Grey(2, 2, Noise(4)));
        Assert.Equal(
            $"{odd} is an image of 2×2 pixels; {folder["cat/0.png"]} is one of 2×3 (height×width). Bring all "
                + "images to one size.",
            Refusal()
        );
    }

    [Fact]
    public void One_class_or_none_is_refused()
    {
        Put("cat/1.png", PngBytes.Grey(1, 1, 1));
        Assert.Contains("the one folder of images cat", Refusal());
        Put("loose.png", PngBytes.Grey(1, 1, 1));
        Directory.Delete(folder["cat"], recursive: true);
        Assert.Contains("images and no folders of images", Refusal());
    }

    public static TheoryData<byte[], string> Broken
    {
        get
        {
            byte[] sound = PngBytes.Grey(3, 2, Noise(6)),
                pixels = [0, 1, 2, 3, 0, 4, 5, 6];
            byte[] flipped = [.. sound];
            flipped[^20] ^= 1;
            return new()
            {
                { [], "is empty" },
                { [0xFF, 0xD8, 0xFF, 0xE0], "begins with 0xFFD8FFE0" },
                { sound[..20], "ends within its header" },
                { sound[..^5], "is cut short" },
                { flipped, "checksum does not fit" },
                { PngBytes.Packed(3, 2, 8, 0, pixels, interlaced: 1), "is interlaced" },
                { PngBytes.Packed(3, 2, 8, 0, pixels[..7]), "ends within line 1" },
                { PngBytes.Packed(3, 2, 8, 0, [.. pixels, 0]), "holds more" },
                { PngBytes.Packed(3, 2, 8, 0, [9, 1, 2, 3, 0, 4, 5, 6]), "line 0: the filter 9" },
                { PngBytes.Packed(3, 2, 3, 0, pixels), "3 bits of colour type 0" },
                { PngBytes.Packed(3, 2, 8, 3, pixels), "a palette of 0 bytes" },
                { PngBytes.Packed(3, 2, 8, 3, pixels, palette: [1, 2, 3]), "beyond the palette of 1" },
                { PngBytes.Packed(16384, 16384, 16, 2, pixels), "too few for that" },
                {
                    PngBytes.Packed(16384, 16384, 16, 6, pixels),
                    "16384×16384 pixels of 4 samples of 16 bits take 2,147,500,032 bytes unpacked"
                },
                { PngBytes.Packed(70000, 2, 8, 0, pixels), "70000×2 pixels are declared" },
                { PngBytes.Packed(0, 2, 8, 0, pixels), "0×2 pixels are declared" },
                { [.. sound[..^12], .. PngBytes.Chunk("ABCD", [1]), .. sound[^12..]], "the chunk ABCD is not known" },
                { [.. sound[..33], .. PngBytes.Chunk("IEND", [])], "holds no pixels" },
                {
                    [.. sound[..33], .. PngBytes.Chunk("IDAT", [1, 2, 3, 4]), .. PngBytes.Chunk("IEND", [])],
                    "cannot be unpacked"
                },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_image_is_refused_in_words_that_name_it(byte[] file, string expected)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<DataException>(() => PngImage.Decode(file, "a.png")).Message;
        Assert.StartsWith("a.png", message);
        Assert.Contains(expected, message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Random_damage_is_refused_and_never_anything_else()
    {
        byte[] sound = PngBytes.Grey(3, 2, Noise(6));
        for (int at = 0; at < sound.Length; at++)
        {
            byte[] damaged = [.. sound];
            damaged[at] ^= 0x5A;
            Assert.StartsWith("a.png", Assert.Throws<DataException>(() => PngImage.Decode(damaged, "a.png")).Message);
            Assert.StartsWith(
                "a.png",
                Assert.Throws<DataException>(() => PngImage.Decode(sound[..at], "a.png")).Message
            );
        }
    }
}
