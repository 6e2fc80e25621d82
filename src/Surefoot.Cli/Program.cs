return Surefoot.Cli.StartUp.HasHandles() ? Surefoot.Cli.CommandLine.Run(args) : Surefoot.Cli.ExitCode.Refused;
