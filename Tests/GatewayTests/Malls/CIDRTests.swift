import Testing

@testable import Gateway

struct CIDRTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.1.2.3/8", "10.9.9.9", true),
        ("192.0.2.128/25", "192.0.2.127", false), ("192.0.2.128/25", "192.0.2.200", true),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("0.0.0.0/0", "203.0.113.9", true),
        ("0.0.0.0/0", "::1", false), ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/33", "2001:db8:8000::", false),
        ("::1", "::1", true), ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("10.0.0.0/8", "10.0.0.01", false),
        ("10.0.0.0/8", "", false),
    ])
    func aRangeHoldsItsAddresses(range: String, address: String, isInside: Bool) throws {
        #expect(try #require(CIDR(range)).contains(address) == isInside)
    }

    @Test(arguments: [
        "", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0/8", "::/129", "a", "10.0.0.0/8/8", "fe80::1%lo",
    ])
    func anythingElseIsNoRange(text: String) {
        #expect(CIDR(text) == nil)
    }
}
