enum ProviderKitStub {}
