enum ProviderMockStub {}
