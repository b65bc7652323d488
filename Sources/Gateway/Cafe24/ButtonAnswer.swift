/// The envelope of what the payment button and the review page read (contract, A8 to A12).
enum ButtonAnswer {
    /// With data that is a JSON object.
    static func success(_ data: String) -> String { envelope(data, isGood: true) }

    static func failure(_ reason: String) -> String { envelope(JSONText.quoted(reason), isGood: false) }

    /// A failure with more than its reason.
    static func failure(data: String) -> String { envelope(data, isGood: false) }

    private static func envelope(_ data: String, isGood: Bool) -> String {
        var object = JSONObject()
        object.add("mData", json: data)
        object.add("bResult", json: isGood ? "true" : "false")
        return object.text
    }
}
