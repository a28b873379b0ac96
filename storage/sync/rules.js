function (doc, before, user) {
  // What the firm's laptops may write, checked by the server itself. ES5: CouchDB 3 runs nothing newer.
  var PRIVATE = {/*private*/};
  var ABOUT = "haulbook";
  function refuse(why) { throw { forbidden: why }; }
  if (user.roles.indexOf("_admin") < 0 && user.roles.indexOf(/*role*/) < 0) {
    throw { unauthorized: "this user is not a laptop of the firm" };
  }
  if (doc._id === ABOUT) {
    if (doc._deleted || (before && !before._deleted && (before.database !== doc.database || before.key !== doc.key))) {
      refuse("what the database is known by does not change");
    }
    return;
  }
  if (doc._deleted || /^count-[0-9a-f]+$/.test(doc._id)) { return; }
  var parts = doc._id.split(":");
  if (parts.length !== 2 || !/^[a-z]+$/.test(parts[0]) || parts[1] !== doc.id) { refuse("the id is not <table>:<id>"); }
  if (doc.deleted !== undefined && typeof doc.deleted !== "boolean") { refuse("deleted is yes or no"); }
  if (!doc.stamp || typeof doc.stamp.revision !== "number") { refuse("nobody has signed it"); }
  (PRIVATE[parts[0]] || []).forEach(function (name) {
    if (doc[name] !== undefined) { refuse(name + " is private and was not sealed"); }
  });
}
