using Surefoot.Lab.Markup;
using Surefoot.Tests.Surface;

namespace Surefoot.Cli.Tests.Floors;

/// <summary>
/// The folders of the page and of the command stand one above the other, as those of the libraries do.
/// </summary>
public class FolderTests
{
    static readonly FolderOrder Lab = new(
        "Surefoot.Lab",
        ["Markup", "Charts", "Descent", "Reports", "Lessons", "Addresses", "Following", "Pages", "Server"]
    );

    static readonly FolderOrder Command = new(
        "Surefoot.Cli",
        ["Terminal", "Settings", "Arguments", "Results", "Benching", "Comparing", "Training", "Commands"]
    );

    [Fact]
    public void No_type_of_the_page_refers_to_one_of_a_folder_above()
    {
        using var assembly = new TypeReferences(typeof(MarkupText).Assembly.Location);
        Assert.Empty(Lab.Against(assembly.All()));
    }

    [Fact]
    public void No_type_of_the_command_refers_to_one_of_a_folder_above()
    {
        using var assembly = new TypeReferences(typeof(CommandLine).Assembly.Location);
        Assert.Empty(Command.Against(assembly.All()));
    }

    [Theory]
    [InlineData("Surefoot.Lab")]
    [InlineData("Surefoot.Cli")]
    public void A_namespace_is_the_folder_that_its_types_lie_in(string project) =>
        Assert.Empty(
            (project == Lab.Root ? Lab : Command).Misplaced(
                Path.Combine(Documents.DocumentedCommands.Root, "src", project)
            )
        );
}
