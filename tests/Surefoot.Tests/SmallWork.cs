using System.Runtime.CompilerServices;
using Surefoot.Threading;

namespace Surefoot.Tests;

/// <summary>Lets several threads share work however small it is, as that of tests is.</summary>
static class SmallWork
{
#pragma warning disable CA2255 // A test assembly is no library: nobody else is surprised.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Share() => WorkerPool.SharesSmallWork = true;
}
