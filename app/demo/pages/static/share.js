// The secret stands behind the link's #, which browsers keep to themselves: only a script can bring it into the form.
const field = document.getElementById("secret");
if (location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  document.getElementById("secret-part").hidden = true;
}
