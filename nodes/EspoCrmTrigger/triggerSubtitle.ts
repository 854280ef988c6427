const SOURCES = '{ everything: "Everything I can access", myStream: "My stream", record: "One record" }[$parameter["source"]]';
const CHANGES =
	'{ recordCreated: "created", recordUpdated: "updated", recordCreatedOrUpdated: "created or updated", recordEntersFilter: "enters filter" }[$parameter["triggerOn"]]';

/** What the node shows below its name: the stream that it reads, or what happens to which records. */
export const triggerSubtitle = `={{ $parameter["triggerOn"] === "streamEvent" ? ${SOURCES} : ($parameter["entityType"]["value"] || "Record") + " " + ${CHANGES} }}`;
